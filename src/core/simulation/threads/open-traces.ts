import type { Trace } from "../../trace/trace";
import { locateTrace, type LocatedTrace, type TraceLocation } from "./trace-location";

/** A trace that is open, and how many use it now. */
interface OpenEntry extends LocatedTrace {
  readonly key: string;
  users: number;
}

export interface OpenTracesOptions {
  /** Traces kept open, besides those in use. */
  readonly capacity?: number;
  /** Milliseconds without use after which all are closed. */
  readonly idle?: number;
}

/**
 * Traces that one thread reads again and again: each is opened once, and anew where its file has
 * changed. Two are open at once where a view compares them; a few more cost a file handle each.
 */
export class OpenTraces {
  readonly #capacity: number;
  readonly #idle: number;
  /** By location, the one used last at the end. */
  readonly #kept = new Map<string, OpenEntry>();
  #closing: NodeJS.Timeout | undefined;

  constructor({ capacity = 4, idle = 60_000 }: OpenTracesOptions = {}) {
    this.#capacity = capacity;
    this.#idle = idle;
  }

  /**
   * Lets `work` read the trace at `location`, which stays open as long as it does.
   * @throws InputError if it cannot be read or is not a trace; FileChanged if it is not, or does not
   *   stay until all is read, what it was when it was opened; what `work` throws
   */
  async use<Result>(
    location: TraceLocation,
    work: (trace: Trace) => Promise<Result>,
  ): Promise<Result> {
    clearTimeout(this.#closing);
    const entry = (await this.#takeKept(location)) ?? (await this.#open(location));
    try {
      const result = await work(entry.trace);
      await entry.trace.checkContent();
      return result;
    } finally {
      await this.#release(entry);
    }
  }

  async #takeKept(location: TraceLocation): Promise<OpenEntry | undefined> {
    const entry = this.#kept.get(keyOf(location));
    if (!entry) return undefined;
    entry.users++;
    if (await entry.isAt(location)) {
      if (this.#isKept(entry)) this.#keep(entry);
      return entry;
    }
    if (this.#isKept(entry)) this.#kept.delete(entry.key);
    await this.#release(entry);
    return undefined;
  }

  async #open(location: TraceLocation): Promise<OpenEntry> {
    const entry = { ...(await locateTrace(location)), key: keyOf(location), users: 1 };
    const before = this.#kept.get(entry.key);
    this.#keep(entry);
    // Another task opened it meanwhile.
    if (before?.users === 0) await before.trace.close();
    return entry;
  }

  async #release(entry: OpenEntry): Promise<void> {
    entry.users--;
    if (entry.users === 0 && !this.#isKept(entry)) await entry.trace.close();
    const unused = [...this.#kept.values()].filter(({ users }) => users === 0);
    await this.#close(unused.slice(0, Math.max(0, this.#kept.size - this.#capacity)));
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => void this.#closeUnused(), this.#idle).unref();
  }

  #closeUnused(): Promise<void> {
    return this.#close([...this.#kept.values()].filter(({ users }) => users === 0));
  }

  async #close(entries: readonly OpenEntry[]): Promise<void> {
    for (const { key } of entries) this.#kept.delete(key);
    for (const { trace } of entries) await trace.close();
  }

  #keep(entry: OpenEntry): void {
    this.#kept.delete(entry.key);
    this.#kept.set(entry.key, entry);
  }

  #isKept(entry: OpenEntry): boolean {
    return this.#kept.get(entry.key) === entry;
  }
}

function keyOf(location: TraceLocation): string {
  return location.kind === "file" ? `file ${location.path}` : `bytes ${location.id}`;
}
