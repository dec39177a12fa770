import { indexTicks, partTicks } from "../../parts/colours/ticks";
import { clampedText } from "../../parts/format/visible-text";
import { markLevel } from "../../parts/heat-map/drawing/mark-level";
import type { Axis, AxisLabel } from "../../parts/heat-map/picture";
import type { TokenWords } from "../../state/details/token-words";

/** Letters of a word that have room beside its token. */
const shownLetters = 12;

/**
 * Tokens from top to bottom, by their words where each has room for its own, with a line where the
 * prompt ends. Without room to name both sides of it, the longer one is named.
 */
export function tokenAxis(
  rows: number,
  promptTokens: number,
  marked: readonly number[],
  words: Pick<TokenWords, "hasText" | "text">,
): Axis {
  const labelOf = (token: number) => {
    const text = words.hasText ? words.text(token) : undefined;
    return text === undefined ? `${token}` : clampedText(text, shownLetters);
  };
  const parts = [
    { from: 0, to: promptTokens, text: "prompt" },
    { from: promptTokens, to: rows, text: "decoded" },
  ];
  return {
    levels: [
      {
        name: "token",
        labels: labelsAt(indexTicks(rows, 10), 0),
        widest: `${rows - 1}`,
        labelsWithin: (from, to, count) => {
          if (to - from > count) return labelsAt(partTicks(from, to, count), 0);
          const tokens = Array.from({ length: Math.min(to, rows) - from }, (_, i) => from + i);
          return tokens.map((token) => ({ from: token, to: token + 1, text: labelOf(token) }));
        },
      },
      markLevel(marked),
      {
        name: "",
        labels: parts,
        shorter: [parts[promptTokens * 2 >= rows ? 0 : 1]],
      },
    ],
    dividers: [{ at: promptTokens, weight: 1 }],
    nameOf: (token) => `token ${token}`,
  };
}

export function stepAxis(fromStep: number, steps: number): Axis {
  return {
    levels: [
      {
        name: "step",
        labels: labelsAt(indexTicks(steps, 10), fromStep),
        labelsWithin: (from, to, count) => {
          const ticks = partTicks(fromStep + from, fromStep + to, count);
          return labelsAt(
            ticks.map((step) => step - fromStep),
            fromStep,
          );
        },
      },
    ],
    dividers: [],
    nameOf: (column) => `step ${fromStep + column}`,
  };
}

function labelsAt(cells: readonly number[], first: number): AxisLabel[] {
  return cells.map((cell) => ({ from: cell, to: cell + 1, text: `${first + cell}` }));
}
