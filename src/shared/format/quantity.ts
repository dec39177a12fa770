import { absent, formatCount, formatNumber } from "./number";

/** A unit and how many base units it is worth. */
export interface ScaledUnit {
  readonly unit: string;
  readonly factor: number;
}

const thousands: Readonly<Partial<Record<string, readonly string[]>>> = {
  ns: ["ns", "µs", "ms", "s"],
  pJ: ["pJ", "nJ", "µJ", "mJ", "J"],
  B: ["B", "kB", "MB", "GB", "TB"],
};

/** The unit in which a quantity as large as `largest` reads best; counts keep their unit. */
export function scaleUnit(largest: number, unit: string): ScaledUnit {
  const units = thousands[unit];
  if (!units) return { unit, factor: 1 };
  const size = Math.abs(largest);
  const fitting = size >= 1000 ? Math.floor(Math.log10(size) / 3) : 0;
  const power = Math.min(fitting, units.length - 1);
  return { unit: units[power], factor: 1000 ** power };
}

/** A number with its unit: `1.23 µs`, `4 096 cycles`; plain ratios carry none. */
export function formatQuantity(value: number, unit: string): string {
  if (!Number.isFinite(value)) return absent;
  if (unit === "") return formatNumber(value);
  const scaled = scaleUnit(value, unit);
  const number = unit in thousands ? formatNumber(value / scaled.factor) : formatLoad(value);
  return `${number}\u00a0${scaled.unit}`;
}

/** Counts are whole numbers, means of counts are not. */
function formatLoad(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value, 4);
}
