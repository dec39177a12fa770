import type * as vscode from "vscode";
import { CancellationTokenSource } from "./events";

/** What the editor asks or tells with, by the name of its function. */
export type DialogKind =
  | "showInformationMessage"
  | "showWarningMessage"
  | "showErrorMessage"
  | "showQuickPick"
  | "showInputBox"
  | "showOpenDialog"
  | "showSaveDialog";

export interface Asked {
  readonly kind: DialogKind;
  /** A message; of pickers, their title. */
  readonly text: string;
  /** The buttons of a message, or the items of a picker. */
  readonly choices: readonly unknown[];
  readonly options: unknown;
}

/** Gives what the user chooses; undefined declines. */
export type Answer = (asked: Asked) => unknown;

/** A notification with progress, which a test can cancel. */
export interface FakeProgress {
  readonly title: string;
  readonly cancel: () => void;
  /** Increments so far, of 100. */
  readonly increments: number[];
}

/** Every message and question of the product in order; a test answers questions ahead. */
export class FakeDialogs {
  readonly asked: Asked[] = [];
  readonly progresses: FakeProgress[] = [];
  readonly #answers = new Map<DialogKind, Answer[]>();

  /** The next question of this kind that has no answer yet is answered so; others are declined. */
  answer(kind: DialogKind, answer: Answer): void {
    this.#answers.set(kind, [...(this.#answers.get(kind) ?? []), answer]);
  }

  /** Texts of the messages of a kind, in order. */
  messages(kind: DialogKind): string[] {
    return this.asked.filter((asked) => asked.kind === kind).map(({ text }) => text);
  }

  /** Asks as the product does; what is answered is of the type that was asked for. */
  ask(kind: DialogKind, text: string, choices: readonly unknown[], options: unknown): unknown {
    const asked = { kind, text, choices, options };
    this.asked.push(asked);
    return this.#answers.get(kind)?.shift()?.(asked);
  }

  async progress<Result>(
    { title = "" }: vscode.ProgressOptions,
    task: (
      progress: vscode.Progress<{ message?: string; increment?: number }>,
      token: vscode.CancellationToken,
    ) => Thenable<Result>,
  ): Promise<Result> {
    const source = new CancellationTokenSource();
    const increments: number[] = [];
    this.progresses.push({ title, cancel: () => source.cancel(), increments });
    const progress = {
      report: ({ increment = 0 }: { increment?: number }) => void increments.push(increment),
    };
    try {
      return await task(progress, source.token);
    } finally {
      source.dispose();
    }
  }
}
