import * as vscode from "vscode";

/** What a script may give instead of being asked. */
export interface CaptureArguments {
  /** Where the recorder is saved. */
  readonly target?: vscode.Uri;
}

/** Opens a script that records a trace, and offers to save the recorder that it imports beside it. */
export async function newCaptureScript(
  extension: vscode.Uri,
  { target }: CaptureArguments = {},
): Promise<void> {
  const script = vscode.Uri.joinPath(extension, "media", "recorder", "capture.py");
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(script));
  const document = await vscode.workspace.openTextDocument({ language: "python", content });
  await vscode.window.showTextDocument(document);
  if (target) await saveRecorder(extension, target);
  else void offerRecorder(extension);
}

async function offerRecorder(extension: vscode.Uri): Promise<void> {
  const save = "Save kvtrace_recorder.py";
  const text = "The script imports kvtrace_recorder.py, which has to lie beside it.";
  if ((await vscode.window.showInformationMessage(text, save)) !== save) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: save,
    filters: { Python: ["py"] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, "kvtrace_recorder.py") } : {}),
  });
  if (target) await saveRecorder(extension, target);
}

/** Copies the recorder; a file that is there was agreed to be replaced. */
async function saveRecorder(extension: vscode.Uri, target: vscode.Uri): Promise<void> {
  const recorder = vscode.Uri.joinPath(extension, "media", "recorder", "kvtrace_recorder.py");
  await vscode.workspace.fs.copy(recorder, target, { overwrite: true });
}
