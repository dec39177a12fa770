import * as v from "valibot";
import { InputError } from "../../../core/errors";
import type { ViewState } from "../../../shared/protocol";
import { sharedViewSchema } from "./view-state-schema";

/** A view as text that another person can paste; the trace's name is for the reader alone. */
export function viewText(trace: string, view: ViewState): string {
  return JSON.stringify({ trace, view }, undefined, 2);
}

const shared = v.object({ trace: v.string(), view: sharedViewSchema });

/** @throws InputError naming the first field that is missing or wrong */
export function parseViewText(text: string): ViewState {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError("view", "the text is not JSON; copy a view as JSON first");
  }
  const parsed = v.safeParse(shared, value);
  if (parsed.success) return parsed.output.view;
  const [issue] = parsed.issues;
  throw new InputError(v.getDotPath(issue) ?? "view", issue.message);
}
