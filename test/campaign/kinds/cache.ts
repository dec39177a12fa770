import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { UnitCache } from "../../../src/core/experiment/cache/unit-cache";
import { decodeUnit } from "../../../src/core/experiment/store/unit-file";
import { SimulationPool } from "../../../src/core/simulation/threads/pool";
import type { Random } from "../../../src/core/trace/generate/random";
import { ExperimentFolder } from "../../fixtures/experiment/experiment-folder";
import type { Kind, Outcome } from "../frame/kind";
import { mutateBytes } from "../mutate/bytes";
import { mutateJson, textOf, type Json } from "../mutate/json";
import { pick } from "../mutate/values";
import { smallStudy, workerFile } from "./stored-run";

const signatureBytes = 32;

/**
 * Damaged bytes, half of them rightly signed. Of those the header is wrong, or the size of what it
 * describes: other numbers in their place are as good as the true ones to whoever has no others.
 */
function damageUnit(good: Buffer, random: Random): Uint8Array {
  if (random.below(2) === 0) return mutateBytes(good, random);
  const content = good.subarray(0, -signatureBytes);
  const headerEnd = content.indexOf("\n");
  const text = content.subarray(0, headerEnd).toString();
  const body = content.subarray(headerEnd + 1);
  if (random.below(3) === 0) {
    const inflated = inflateRawSync(body);
    const shorter = inflated.subarray(0, random.below(inflated.length));
    const sizes = [shorter, Buffer.concat([inflated, new Uint8Array(8)]), Buffer.alloc(2 ** 25)];
    return sign(Buffer.from(`${text}\n`), deflateRawSync(pick(sizes, random)));
  }
  const header = textOf(mutateJson(JSON.parse(text) as Json, random));
  return sign(Buffer.from(`${header}\n`), body);
}

function sign(...parts: readonly Buffer[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([content, createHash("sha256").update(content).digest()]);
}

/** A unit alone: it is the results, or it is none. */
const units: Kind = {
  name: "units",
  prepare: async (place) => {
    const made = await Prepared.make(place);
    return async ({ random, keep }) => {
      const name = pick(made.units, random);
      const key = path.basename(name, ".unit");
      const damaged = damageUnit(made.unit(name), random);
      keep(damaged);
      const results = await decodeUnit(key, damaged, 0);
      for (const { columns, loads, steps, unitsPerChannel } of results ?? []) {
        const isWhole =
          Object.values(columns).every(({ length }) => length === steps) &&
          Object.values(loads).every(({ length }) => length === steps * unitsPerChannel);
        if (!isWhole) throw new Error("taken, but not whole");
      }
      return results ? "accepted" : "refused";
    };
  },
};

/** A run with a damaged cache gives what one without a cache gives. */
const cache: Kind = {
  name: "cache entries",
  longest: 20_000,
  prepare: async (place) => {
    const made = await Prepared.make(place);
    return async ({ random, keep, folder }) => {
      const name = pick(made.units, random);
      const damaged = damageUnit(made.unit(name), random);
      keep(damaged);
      return made.runWith(name, damaged, folder());
    };
  },
};

/** An experiment with a full cache, and what it gives. */
class Prepared {
  private constructor(
    private readonly experiments: ExperimentFolder,
    private readonly pool: SimulationPool,
    private readonly folder: string,
    readonly units: readonly string[],
    private readonly tables: readonly string[],
  ) {}

  static async make(place: string): Promise<Prepared> {
    const experiments = await ExperimentFolder.create(["a"]);
    const pool = new SimulationPool(path.resolve(workerFile), 1);
    const folder = path.join(place, "cache");
    await experiments.run(pool, "run", { cache: new UnitCache(folder) }, smallStudy);
    process.on("exit", () => experiments.remove());
    return new Prepared(experiments, pool, folder, readdirSync(folder), experiments.tables("run"));
  }

  unit(name: string): Buffer {
    return readFileSync(path.join(this.folder, name));
  }

  /** Runs the experiment with one entry of the cache damaged. */
  async runWith(name: string, damaged: Uint8Array, folder: string): Promise<Outcome> {
    const good = this.unit(name);
    const notices: string[] = [];
    writeFileSync(path.join(this.folder, name), damaged);
    const out = path.relative(this.experiments.path, path.join(folder, "out"));
    const listener = { onNotice: (notice: string) => notices.push(notice) };
    await this.experiments.run(
      this.pool,
      out,
      { cache: new UnitCache(this.folder), listener },
      smallStudy,
    );
    const isSame = this.experiments.tables(out).every((table, at) => table === this.tables[at]);
    if (!isSame) throw new Error("other results than without the damage");
    const stayed = notices.length > 0 && !this.unit(name).equals(good);
    writeFileSync(path.join(this.folder, name), good);
    if (stayed) throw new Error("the damage stayed in the cache");
    if (notices.some((notice) => !notice.endsWith("is damaged and is computed again."))) {
      throw new Error(notices.join(" "));
    }
    return notices.length > 0 ? "refused" : "accepted";
  }
}

export const cacheKinds: readonly Kind[] = [units, cache];
