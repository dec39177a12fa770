import * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import type { DataFormat, ImageFormat } from "../../../shared/protocol";

type FileFormat = DataFormat | ImageFormat | "trace";

const kinds: Readonly<Record<FileFormat, string>> = {
  csv: "Comma-separated values",
  json: "JSON",
  png: "PNG image",
  svg: "SVG drawing",
  trace: "PIM command trace",
};

/**
 * Where an export goes: `given`, or where the user says in the host's dialog, which confirms before
 * it lets them replace a file. Undefined when they decline.
 * @param trace the exported trace, beside which the dialog starts
 * @throws InputError rather than replacing the trace itself
 */
export async function askTarget(
  trace: vscode.Uri,
  format: FileFormat,
  given?: vscode.Uri,
  suffix = "",
): Promise<vscode.Uri | undefined> {
  const target =
    given ??
    (await vscode.window.showSaveDialog({
      defaultUri: trace.with({
        path: `${trace.path.replace(/\.kvtrace$/, "")}${suffix}.${format}`,
      }),
      filters: { [kinds[format]]: [format] },
      title: `Export as ${format.toUpperCase()}`,
    }));
  if (target?.toString() === trace.toString()) {
    throw new InputError("export", "would replace the trace itself; choose another name");
  }
  return target;
}
