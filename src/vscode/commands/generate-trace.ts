import * as vscode from "vscode";
import { messageOf } from "../../core/errors";
import { generateInWorker } from "../../core/simulation/threads/write-in-worker";
import {
  generateOptions,
  generatedBytes,
  parseGenerateParameters,
  type GenerateOption,
} from "../../core/trace/generate/options";
import { inspectorViewType } from "../inspector/inspector-provider";
import { workerPath } from "../base/worker-path";
import { writeWithProgress } from "./write-with-progress";

const title = "Generate Synthetic Trace";

/** What a script may give instead of being asked. */
export interface GenerateArguments {
  readonly target: vscode.Uri;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Asks what to generate and where to, writes the trace with progress, and opens it. */
export async function generateTrace(
  extension: vscode.Uri,
  given?: GenerateArguments,
): Promise<vscode.Uri | undefined> {
  const options = given?.options ?? (await askOptions());
  if (!options) return undefined;
  const parameters = parseGenerateParameters(options);
  const mebibytes = (generatedBytes(parameters) / 2 ** 20).toFixed(1);
  const target = given?.target ?? (await askTarget(mebibytes));
  if (!target) return undefined;
  const written = await writeWithProgress(
    `Writing ${mebibytes} MiB of synthetic trace`,
    async (hooks) => {
      await generateInWorker(workerPath(extension), target.fsPath, parameters, hooks);
      return true;
    },
  );
  if (!written) return undefined;
  await vscode.commands.executeCommand("vscode.openWith", target, inspectorViewType);
  return target;
}

interface OptionItem extends vscode.QuickPickItem {
  readonly option?: GenerateOption;
}

/** Shows every option with its value; picking one changes it, the first entry accepts them all. */
async function askOptions(): Promise<Record<string, string> | undefined> {
  const values: Record<string, string> = Object.fromEntries(
    generateOptions.map((option) => [option.name, String(option.default)]),
  );
  for (;;) {
    const accept: OptionItem = { label: "$(check) Generate", description: describeSize(values) };
    const items = generateOptions.map((option): OptionItem => ({
      label: option.description,
      description: values[option.name] ?? "",
      option,
    }));
    const picked = await vscode.window.showQuickPick([accept, ...items], {
      title,
      placeHolder: "Generate with these options, or pick one to change it",
    });
    if (!picked) return undefined;
    if (!picked.option) return values;
    const value = await askOption(picked.option, values);
    if (value !== undefined) values[picked.option.name] = value;
  }
}

function describeSize(values: Record<string, string>): string {
  try {
    return `${(generatedBytes(parseGenerateParameters(values)) / 2 ** 20).toFixed(1)} MiB`;
  } catch (error) {
    return messageOf(error);
  }
}

async function askOption(
  option: GenerateOption,
  values: Record<string, string>,
): Promise<string | undefined> {
  if (option.kind === "choice") return vscode.window.showQuickPick(option.choices, { title });
  return vscode.window.showInputBox({
    title,
    prompt: `${option.description}: ${option.minimum} .. ${option.maximum}`,
    value: values[option.name] ?? "",
    validateInput: (text) => {
      try {
        parseGenerateParameters({ [option.name]: text });
        return undefined;
      } catch (error) {
        // Two options can disagree while one of them is still to be changed.
        const message = messageOf(error);
        return message.startsWith(`${option.name}:`) ? message : undefined;
      }
    },
  });
}

async function askTarget(mebibytes: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: `${title} (${mebibytes} MiB)`,
    filters: { "KV traces": ["kvtrace"] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, "synthetic.kvtrace") } : {}),
  });
}
