import { memoryOfHead, type HeadResult } from "../core/simulation/run/result";

/** Bytes that are kept beside those that are shown: dozens of layers of a long trace. */
const mostKeptBytes = 256_000_000;

/** The results of one run in one layer, by query head. */
interface KeptRun {
  readonly heads: Map<number, HeadResult>;
  bytes: number;
}

/**
 * Results that were computed, for when they are asked for again. What was not shown for longest
 * makes room for others; what is shown stays. A key stands for a run in a layer, with all else that
 * decides its figures.
 */
export class KeptResults {
  /** By key, the one that was shown last at the end. */
  readonly #runs = new Map<string, KeptRun>();
  #shown: ReadonlySet<string> = new Set();
  #bytes = 0;

  /** @param mostBytes of all that is kept, unless what is shown has more */
  constructor(private readonly mostBytes = mostKeptBytes) {}

  /** Says what is shown from now on. */
  show(keys: readonly string[]): void {
    this.#shown = new Set(keys);
    for (const key of this.#shown) {
      const run = this.#runs.get(key);
      if (!run) continue;
      this.#runs.delete(key);
      this.#runs.set(key, run);
    }
    this.#makeRoom();
  }

  /** All query heads of a run that are there. */
  of(key: string): readonly HeadResult[] {
    return [...(this.#runs.get(key)?.heads.values() ?? [])];
  }

  /** Takes the place of a result of the same run and query head. */
  add(key: string, head: HeadResult): void {
    const run: KeptRun = this.#runs.get(key) ?? { heads: new Map(), bytes: 0 };
    const before = run.heads.get(head.queryHead);
    const added = memoryOfHead(head) - (before ? memoryOfHead(before) : 0);
    run.heads.set(head.queryHead, head);
    run.bytes += added;
    this.#bytes += added;
    this.#runs.set(key, run);
    this.#makeRoom();
  }

  clear(): void {
    this.#runs.clear();
    this.#bytes = 0;
  }

  #makeRoom(): void {
    for (const [key, { bytes }] of this.#runs) {
      if (this.#bytes <= this.mostBytes) return;
      if (this.#shown.has(key)) continue;
      this.#runs.delete(key);
      this.#bytes -= bytes;
    }
  }
}
