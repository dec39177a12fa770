import { InputError } from "../errors";
import { selectorNames, type SelectorName } from "./selectors";

/** One row of a ground-truth table: means over the decode steps of one query head. */
export interface GroundTruthRow {
  /** Name of the trace file. */
  readonly file: string;
  readonly layer: number;
  /** Query head. */
  readonly head: number;
  readonly selector: SelectorName;
  /** Tokens, B. */
  readonly budget: number;
  readonly massKept: number;
  readonly recall: number;
  readonly outputError: number;
}

const columns = {
  file: "file",
  layer: "layer",
  head: "head",
  selector: "method",
  budget: "budget",
  massKept: "mass_recall",
  recall: "topset_recall",
  outputError: "rel_output_err",
} as const;

/**
 * Reads a ground-truth table: CSV without quotes, the columns above in any order among others.
 * @param file its name, for messages
 * @throws InputError naming the line of the first wrong field
 */
export function parseGroundTruth(text: string, file: string): GroundTruthRow[] {
  const [head = "", ...lines] = text.trimEnd().split(/\r?\n/);
  const names = head.split(",");
  const position = (column: keyof typeof columns): number => {
    const index = names.indexOf(columns[column]);
    if (index < 0) {
      throw new InputError(columns[column], "the table has no such column", { file, line: 1 });
    }
    return index;
  };
  const at = {
    file: position("file"),
    layer: position("layer"),
    head: position("head"),
    selector: position("selector"),
    budget: position("budget"),
    massKept: position("massKept"),
    recall: position("recall"),
    outputError: position("outputError"),
  };
  return lines.map((line, index) => {
    const fields = line.split(",");
    const place = { file, line: index + 2 };
    const number = (column: keyof typeof columns, least = 0): number => {
      const field = fields[at[column]] ?? "";
      const value = field.trim() === "" ? NaN : Number(field);
      if (value >= least) return value;
      throw new InputError(columns[column], `"${field}" is not a number from ${least} on`, place);
    };
    const whole = (column: keyof typeof columns, least = 0): number => {
      const value = number(column, least);
      if (Number.isInteger(value)) return value;
      throw new InputError(columns[column], `${value} is not a whole number`, place);
    };
    const selector = selectorNames.find((name) => name === fields[at.selector]);
    if (selector === undefined) {
      const known = selectorNames.join(", ");
      const found = fields[at.selector] ?? "";
      throw new InputError(columns.selector, `"${found}" is unknown; known are ${known}`, place);
    }
    return {
      file: fields[at.file],
      layer: whole("layer"),
      head: whole("head"),
      selector,
      budget: whole("budget", 1),
      massKept: number("massKept"),
      recall: number("recall"),
      outputError: number("outputError"),
    };
  });
}
