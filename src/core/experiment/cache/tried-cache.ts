import { messageOf } from "../../errors";
import type { UnitCache } from "./unit-cache";

/**
 * A cache that no run fails because of: whatever goes wrong in it is told once, and the run goes on
 * without it.
 */
export class TriedCache {
  #isUsable = true;

  constructor(
    private readonly cache: UnitCache,
    private readonly onNotice: (notice: string) => void,
  ) {}

  pathOf(key: string): string {
    return this.cache.pathOf(key);
  }

  /** The bytes under a key; undefined where there are none. */
  get(key: string): Promise<Uint8Array | undefined> {
    return this.#attempt(() => this.cache.get(key));
  }

  /** Keeps bytes under a key. @param twin see `UnitStore.put` */
  async put(key: string, bytes: Uint8Array, twin?: string): Promise<void> {
    await this.#attempt(() => this.cache.put(key, bytes, twin));
  }

  async #attempt<Result>(use: () => Promise<Result>): Promise<Result | undefined> {
    if (!this.#isUsable) return undefined;
    try {
      return await use();
    } catch (error) {
      this.#giveUp(error);
      return undefined;
    }
  }

  /** Another head may have given it up meanwhile. */
  #giveUp(error: unknown): void {
    if (this.#isUsable) this.onNotice(`The cache cannot be used: ${messageOf(error)}.`);
    this.#isUsable = false;
  }
}
