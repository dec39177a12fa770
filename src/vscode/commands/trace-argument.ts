import * as vscode from "vscode";

/**
 * What a menu, a key binding, a task or a script hands to a command: the file on which a menu was
 * opened, an item of the tree, or an object of this form.
 */
export interface CommandArguments {
  /** The trace that the command is about, instead of the one in front. */
  readonly trace?: vscode.Uri;
  /** Where a file is saved, instead of asking. */
  readonly target?: vscode.Uri;
  /** The experiment that the command is about, instead of the one in front. */
  readonly experiment?: vscode.Uri;
}

/** Reads the first argument of a command; anything unknown means: about the trace in front. */
export function readArguments(given: unknown): CommandArguments {
  if (given instanceof vscode.Uri) return { trace: given };
  if (typeof given !== "object" || given === null) return {};
  const trace = member(given, "trace") ?? member(given, "uri");
  const target = member(given, "target");
  const experiment = member(given, "experiment");
  return { ...(trace && { trace }), ...(target && { target }), ...(experiment && { experiment }) };
}

function member(given: object, name: string): vscode.Uri | undefined {
  const value = memberOf(given, name);
  return value instanceof vscode.Uri ? value : undefined;
}

/** A member of what a command was given; undefined where that is no object. */
export function memberOf(given: unknown, name: string): unknown {
  if (typeof given !== "object" || given === null) return undefined;
  return (given as Record<string, unknown>)[name];
}
