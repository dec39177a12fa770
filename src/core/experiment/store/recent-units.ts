import { InputError } from "../../errors";
import { bytesOfHead, type HeadResult } from "../../simulation/run/result";
import { decodeUnit } from "./unit-file";
import type { UnitStore } from "./unit-store";

/** Bytes of results that are kept at most: a small run is never read back, a large one fits. */
const mostBytes = 64 * 2 ** 20;

/** Units that were just simulated, as far as memory allows; all of them lie in the store too. */
export class RecentUnits {
  readonly #units = new Map<string, readonly HeadResult[]>();
  #bytes = 0;

  keep(key: string, heads: readonly HeadResult[]): void {
    const bytes = heads.reduce((sum, head) => sum + bytesOfHead(head), 0);
    if (this.#bytes + bytes > mostBytes) return;
    this.#bytes += bytes;
    this.#units.set(key, heads);
  }

  get(key: string): readonly HeadResult[] | undefined {
    return this.#units.get(key);
  }
}

/** The units of a run, from wherever they are found first. */
export class RunUnits {
  constructor(
    private readonly store: UnitStore,
    private readonly recent: RecentUnits | undefined,
  ) {}

  /**
   * The results of a unit, by query head.
   * @param run index that they get
   * @throws InputError where the unit is missing or damaged
   */
  async read(key: string, run: number): Promise<readonly HeadResult[]> {
    const recent = this.recent?.get(key);
    if (recent) return recent.map((head) => ({ ...head, run }));
    const bytes = await this.store.get(key);
    const results = bytes && (await decodeUnit(key, bytes, run));
    if (results) return results;
    const reason = bytes ? "is damaged" : "is missing";
    throw new InputError("unit", `${reason}; resume the run to compute it again`, {
      file: this.store.pathOf(key),
    });
  }
}
