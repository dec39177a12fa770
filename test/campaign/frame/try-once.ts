import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { Random } from "../../../src/core/trace/generate/random";
import type { Kind, Outcome, Try } from "./kind";
import type { MemoryMeter } from "./memory-meter";

/** How one try went. */
export interface Tried {
  readonly index: number;
  readonly outcome: Outcome | "failed";
  /** Of processor time. */
  readonly milliseconds: number;
  /** Why it failed. */
  readonly message?: string;
}

/** What a try is judged by where its kind says nothing else. */
export const defaultLongest = 1000;
const defaultMostBytes = 64 * 2 ** 20;

export interface TryPlace {
  readonly kind: Kind;
  readonly attempt: Try;
  readonly seed: number;
  /** Of the process. */
  readonly folder: string;
  readonly meter: MemoryMeter;
  /** Takes what is about to be tried. */
  readonly onKeep: (tried: Uint8Array | string) => void;
}

/** Makes the try of an index and judges it. */
export async function tryOnce(place: TryPlace, index: number): Promise<Tried> {
  const { kind, attempt, seed, meter, onKeep } = place;
  const folders: string[] = [];
  let keptBytes = 0;
  let outcome: Tried["outcome"];
  let message: string | undefined;
  const before = process.cpuUsage();
  meter.start();
  try {
    outcome = await attempt({
      random: Random.stream(seed, labelOf(kind.name), index),
      folder: () => {
        folders.push(mkdtempSync(path.join(place.folder, "try-")));
        return folders.at(-1)!;
      },
      keep: (tried) => {
        keptBytes = tried.length;
        onKeep(tried);
      },
    });
  } catch (error) {
    outcome = "failed";
    message = describeFailure(error);
  }
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  const bytes = meter.read();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  const longest = kind.longest ?? defaultLongest;
  const mostBytes = kind.mostBytes ?? defaultMostBytes + keptBytes;
  if (message === undefined && milliseconds > longest) {
    message = `took ${Math.round(milliseconds)} ms of processor time`;
  } else if (message === undefined && bytes > mostBytes) {
    message = `asked for ${Math.round(bytes / 2 ** 20)} MiB of memory`;
  }
  if (message === undefined) return { index, outcome, milliseconds };
  return { index, outcome: "failed", milliseconds, message };
}

/** A number for a kind, so that a new kind leaves the tries of the others as they are. */
function labelOf(name: string): number {
  let label = 0;
  for (const char of name) label = (Math.imul(label, 31) + char.codePointAt(0)!) >>> 0;
  return label;
}

/** With the place in the program where it happened. */
export function describeFailure(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
