import * as vscode from "vscode";
import { openHeader } from "../../core/simulation/threads/open-header";
import type { TraceHeader } from "../../core/trace/trace";
import { counted } from "../../shared/format/counted";
import { formatCount } from "../../shared/format/number";
import { scaleUnit } from "../../shared/format/quantity";
import type { TracePool } from "../inspector/trace/trace-pool";

type HeaderThreads = Pick<TracePool, "outline">;

interface KnownLine {
  /** Size and time of the file that it is about. */
  readonly of: string;
  readonly line: string;
}

/** What a list says of traces in one line each: `1 024 tok · 2 layers · 1.1 MB`. */
export class TraceLines {
  readonly #known = new Map<string, KnownLine>();

  constructor(private readonly threads: HeaderThreads) {}

  /** Reads the header of a file that was not asked for before, or was written since. */
  async of(uri: vscode.Uri): Promise<string> {
    try {
      const { size, mtime } = await vscode.workspace.fs.stat(uri);
      const of = `${size} ${mtime}`;
      const known = this.#known.get(uri.toString());
      if (known?.of === of) return known.line;
      const line = [...(await describe(uri, this.threads)), sizeText(size)].join(" · ");
      this.#known.set(uri.toString(), { of, line });
      return line;
    } catch {
      // Gone meanwhile.
      return "";
    }
  }
}

/** Files elsewhere than on disk would have to be read whole. */
async function describe(uri: vscode.Uri, threads: HeaderThreads): Promise<readonly string[]> {
  if (uri.scheme !== "file") return [];
  try {
    const trace = await openHeader({ kind: "file", path: uri.fsPath }, threads);
    await trace.close();
    return headerTexts(trace.header);
  } catch {
    return ["cannot be read"];
  }
}

function headerTexts({ tokens, layers }: TraceHeader): readonly string[] {
  return [`${formatCount(tokens)} tok`, counted(layers.length, "layer")];
}

/** To two digits: `1.1 MB`, `87 kB`. */
function sizeText(bytes: number): string {
  const { unit, factor } = scaleUnit(bytes, "B");
  const value = bytes / factor;
  return `${value < 10 && factor > 1 ? value.toFixed(1) : formatCount(value)} ${unit}`;
}
