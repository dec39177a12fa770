import * as v from "valibot";
import { InputError } from "./errors";

/**
 * What a schema finds wrong with a file, in words.
 * @param whole what the file is, for what is wrong with all of it
 */
export function schemaRefusal(
  [issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
  whole: string,
  file: string,
): InputError {
  return new InputError(v.getDotPath(issue) ?? whole, reasonOf(issue), { file });
}

function reasonOf({ input, expected, received }: v.BaseIssue<unknown>): string {
  if (input === undefined) return "is missing";
  // Of checks on a value that is of the right type, what was expected says it.
  if (expected === null) return `${received} is not allowed`;
  return `${received} is not ${expected}`;
}
