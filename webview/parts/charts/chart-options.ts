import type { ScaleOptions, TooltipOptions } from "chart.js";
import { formatTick } from "../../../src/shared/format/number";
import type { ChartTheme } from "./chart-theme";

/** What all charts have in common; on paper they have the size that they are given. */
export function frameOptions({ isStill }: ChartTheme) {
  return {
    animation: false,
    maintainAspectRatio: false,
    ...(isStill ? { responsive: false, devicePixelRatio: 1 } : {}),
  } as const;
}

/** With segments of their own lines are drawn as they go, not kept as a Path2D, which paper lacks. */
export function lineDrawing({ isStill }: ChartTheme) {
  return isStill ? { segment: {} } : {};
}

/** Looks of an axis with numbers. */
export function numberAxis(theme: ChartTheme, title: string) {
  return {
    type: "linear",
    beginAtZero: true,
    title: { display: title !== "", text: title, color: theme.text, font: fontOf(theme) },
    grid: { color: theme.grid },
    border: { color: theme.grid },
    ticks: {
      color: theme.text,
      font: fontOf(theme),
      maxRotation: 0,
      callback: (value: number | string) => formatTick(Number(value)),
    },
  } as const satisfies Partial<ScaleOptions<"linear">>;
}

/** Looks of an axis with names. */
export function nameAxis(theme: ChartTheme, name: (index: number) => string[]) {
  return {
    type: "category",
    stacked: true,
    grid: { display: false },
    border: { color: theme.grid },
    ticks: {
      color: theme.text,
      font: fontOf(theme),
      callback: (value: number | string) => name(Number(value)),
    },
  } as const satisfies Partial<ScaleOptions<"category">>;
}

export function tooltipLooks(theme: ChartTheme) {
  return {
    backgroundColor: theme.background,
    borderColor: theme.border,
    borderWidth: 1,
    cornerRadius: 3,
    titleColor: theme.text,
    bodyColor: theme.text,
    titleFont: { family: theme.font, size: theme.fontSize },
    bodyFont: fontOf(theme),
    boxPadding: 4,
  } as const satisfies Partial<Record<keyof TooltipOptions, unknown>>;
}

function fontOf(theme: ChartTheme) {
  return { family: theme.font, size: Math.round(theme.fontSize * 0.92) };
}
