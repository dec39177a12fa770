/** A process that makes tries: it is told of which kind and from which index on, and tells of each. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Report, Task } from "./frame/messages";
import { MemoryMeter } from "./frame/memory-meter";
import { describeFailure, tryOnce, type Tried, type TryPlace } from "./frame/try-once";
import { kinds } from "./kinds";

/** Bytes of a try that are kept with its failure. */
const mostKept = 2 ** 22;

type Prepared = Omit<TryPlace, "seed" | "onKeep">;

const folder = mkdtempSync(path.join(tmpdir(), "kvtrace-campaign-"));
const meter = new MemoryMeter();
const places = new Map<string, Prepared>();
/** What went wrong without anybody awaiting it, since the last try began. */
const strays: unknown[] = [];

process.on("unhandledRejection", (error) => strays.push(error));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
process.on("disconnect", () => process.exit());
process.on("message", (task) => void perform(task as Task));

async function perform({ kind, seed, from, count, milliseconds }: Task): Promise<void> {
  const place = await placeOf(kind);
  await tell({ what: "prepared" });
  const end = Date.now() + milliseconds;
  const last = from + (count ?? Infinity);
  for (let index = from; index < last && Date.now() < end; index++) {
    strays.length = 0;
    const onKeep = (kept: Uint8Array | string) => void tell({ what: "kept", bytes: encode(kept) });
    const tried = await tryOnce({ ...place, seed, onKeep }, index);
    await tell({ what: "tried", tried: strays.length === 0 ? tried : failedBy(strays[0], tried) });
  }
  await tell({ what: "done" });
}

function encode(tried: Uint8Array | string): string {
  const bytes =
    typeof tried === "string"
      ? Buffer.from(tried)
      : Buffer.from(tried.buffer, tried.byteOffset, tried.length);
  return bytes.subarray(0, mostKept).toString("base64");
}

function failedBy(error: unknown, tried: Tried): Tried {
  const message = `not awaited: ${describeFailure(error)}`;
  return { ...tried, outcome: "failed", message };
}

async function placeOf(name: string): Promise<Prepared> {
  const known = places.get(name);
  if (known) return known;
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new Error(`There is no kind ${name}.`);
  const own = mkdtempSync(path.join(folder, "kind-"));
  const place = { kind, attempt: await kind.prepare(own), folder: own, meter };
  places.set(name, place);
  return place;
}

/** Sent before anything else is done: a try that never ends would keep it back. */
function tell(report: Report): Promise<void> {
  return new Promise((resolve) => process.send!(report, () => resolve()));
}
