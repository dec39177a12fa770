import { jsonWithFigures } from "../../core/report/json-figures";

/** Prints a value as indented JSON, with figures as exported results have them. */
export function printJson(value: unknown): void {
  process.stdout.write(`${jsonWithFigures(value, 2)}\n`);
}
