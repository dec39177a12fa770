import type { Kind } from "./kind";
import type { CampaignRecord } from "./record";
import { defaultLongest } from "./try-once";
import { TryingProcess } from "./trying-process";

/** Milliseconds of a kind's turn. */
const turn = 1000;

/** Shares the time of a campaign among its kinds: who had the least of it is next. */
export class Turns {
  readonly #busy = new Set<Kind>();

  /** @param onFailure takes the file of a reproducer */
  constructor(
    private readonly kinds: readonly Kind[],
    private readonly record: CampaignRecord,
    private readonly onFailure: (file: string, message: string) => void,
  ) {}

  /** @param processes that make tries, each of another kind */
  async take(milliseconds: number, processes: number): Promise<void> {
    const end = Date.now() + milliseconds;
    const count = Math.min(processes, this.kinds.length);
    await Promise.all(Array.from({ length: count }, () => this.#takeUntil(end)));
  }

  async #takeUntil(end: number): Promise<void> {
    const trying = new TryingProcess();
    while (Date.now() < end) {
      const kind = this.#next();
      this.#busy.add(kind);
      await this.#tryOut(kind, trying, end);
      this.#busy.delete(kind);
    }
    trying.stop();
  }

  #next(): Kind {
    const given = (kind: Kind) => this.record.of(kind.name).given;
    const idle = this.kinds.filter((kind) => !this.#busy.has(kind));
    return idle.reduce((least, kind) => (given(kind) < given(least) ? kind : least));
  }

  async #tryOut({ name, longest }: Kind, trying: TryingProcess, end: number): Promise<void> {
    const own = this.record.of(name);
    const milliseconds = Math.min(turn, end - Date.now());
    const task = { kind: name, seed: this.record.seed, from: own.next, milliseconds };
    own.given += await trying.perform(task, longest ?? defaultLongest, (tried, bytes) => {
      const file = this.record.add(name, tried, bytes);
      if (file !== undefined) this.onFailure(file, tried.message ?? "");
    });
    this.record.save();
  }
}
