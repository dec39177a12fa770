import path from "node:path";
import * as vscode from "vscode";
import { InputError, messageOf } from "../../core/errors";
import { describeLacks } from "../../core/simulation/run/unserved-policies";
import { importInWorker } from "../../core/simulation/threads/write-in-worker";
import type { ImportedTrace } from "../../core/trace/import/import-trace";
import {
  importQuestions,
  parseImportAnswers,
  type ImportQuestion,
} from "../../core/trace/import/option-texts";
import { counted } from "../../shared/format/counted";
import { inspectorViewType } from "../inspector/inspector-provider";
import { workerPath } from "../base/worker-path";
import { writeWithProgress } from "./write-with-progress";

const title = "Import Trace";

/** What a script may give instead of being asked. */
export interface ImportArguments {
  readonly source?: vscode.Uri;
  readonly target?: vscode.Uri;
  /** By question, see `importQuestions`. */
  readonly answers?: Readonly<Record<string, unknown>>;
}

type Answers = Record<string, string>;

/** Asks for a dump, shows what it seems to hold until that is right, writes the trace, opens it. */
export async function importTrace(
  extension: vscode.Uri,
  given: ImportArguments = {},
): Promise<vscode.Uri | undefined> {
  const source = given.source ?? (await askSource());
  if (!source) return undefined;
  if (source.scheme !== "file") {
    throw new InputError("file", "is not on a local disk", { file: source.toString() });
  }
  const worker = workerPath(extension);
  const answers = given.answers ?? (await askAnswers(worker, source.fsPath));
  if (!answers) return undefined;
  const options = parseImportAnswers(answers);
  const target = given.target ?? (await askTarget(source));
  if (!target) return undefined;
  const imported = await writeWithProgress(`Importing ${path.basename(source.fsPath)}`, (hooks) =>
    importInWorker(worker, source.fsPath, target.fsPath, options, hooks),
  );
  if (!imported) return undefined;
  await vscode.commands.executeCommand("vscode.openWith", target, inspectorViewType);
  const lacks = describeLacks(imported.header);
  if (lacks.length > 0) void vscode.window.showInformationMessage(lacks.join(" "));
  return target;
}

interface QuestionItem extends vscode.QuickPickItem {
  readonly question?: ImportQuestion;
}

/** Shows what the answers so far make of the dump; picking a question changes its answer. */
async function askAnswers(worker: string, source: string): Promise<Answers | undefined> {
  const answers: Answers = {};
  for (;;) {
    const seen = await look(worker, source, answers);
    const accept: QuestionItem =
      typeof seen === "string"
        ? { label: "$(warning) Not understood yet", detail: seen }
        : { label: "$(check) Import", detail: describe(seen) };
    const items = importQuestions.map((question): QuestionItem => ({
      label: question.label,
      description: answers[question.name] ?? "",
      question,
    }));
    const picked = await vscode.window.showQuickPick([accept, ...items], {
      title,
      placeHolder: "Import it like this, or pick what to say about the dump",
    });
    if (!picked) return undefined;
    if (picked.question) await ask(picked.question, answers);
    else if (typeof seen !== "string") return answers;
  }
}

/** What the dump would become, or why it cannot. */
async function look(worker: string, source: string, answers: Answers) {
  try {
    return await importInWorker(worker, source, undefined, parseImportAnswers(answers));
  } catch (error) {
    if (error instanceof InputError) return messageOf(error);
    throw error;
  }
}

async function ask({ name, label, example }: ImportQuestion, answers: Answers): Promise<void> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt: `${label}, for example ${example}; empty to find out`,
    value: answers[name] ?? "",
    validateInput: (text) => {
      try {
        parseImportAnswers({ [name]: text });
        return undefined;
      } catch (error) {
        return messageOf(error);
      }
    },
  });
  if (answer !== undefined) answers[name] = answer;
}

function describe({ header, notes }: ImportedTrace): string {
  const { layers, promptTokens, decodeSteps, queryHeads, kvHeads } = header;
  const sizes = `${promptTokens} prompt tokens, ${decodeSteps} steps, ${queryHeads} query heads, ${kvHeads} KV heads`;
  return [`${counted(layers.length, "layer")}, ${sizes}.`, ...notes].join(" ");
}

async function askSource(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: "Import",
    filters: { "Dumps of a KV cache": ["safetensors", "npz", "json"] },
  });
  return picked?.[0];
}

async function askTarget(source: vscode.Uri): Promise<vscode.Uri | undefined> {
  const { name } = path.parse(source.fsPath);
  return vscode.window.showSaveDialog({
    title,
    filters: { "KV traces": ["kvtrace"] },
    defaultUri: vscode.Uri.joinPath(source, "..", `${name}.kvtrace`),
  });
}
