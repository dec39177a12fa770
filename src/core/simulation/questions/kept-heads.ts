import type { DevicePreset } from "../../memory/device-preset";
import type { Placement } from "../../placement/placement";
import type { Numerics } from "../../policy/head/numerics";
import type { HeadData } from "../../policy/policy";
import { readHeadData } from "../../policy/head/read-head-data";
import { canonicalJson } from "../../same-value";
import type { Trace } from "../../trace/trace";
import type { RunConfiguration } from "../run/configuration";
import { placeRun, type PlacedRun } from "../run/place-run";

/** Runs of which a head keeps the placement: more than a page compares at a glance. */
const mostPlacements = 8;

/** One head with what several questions need of it: its clusters, and where runs place its vectors. */
export class KeptHead {
  /** By run and device, the one used last at the end. */
  readonly #placements = new Map<string, Placement>();

  constructor(readonly data: HeadData) {}

  /** As `placeRun`; only the policy starts anew. */
  place(run: RunConfiguration, device: DevicePreset): PlacedRun {
    const key = canonicalJson([run, device]);
    const placed = placeRun(this.data, run, device, this.#placements.get(key));
    this.#placements.delete(key);
    this.#placements.set(key, placed.placement);
    const [oldest] = this.#placements.keys();
    if (this.#placements.size > mostPlacements) this.#placements.delete(oldest);
    return placed;
  }
}

/**
 * The heads that questions are about. Views ask again and again about one head, step by step and
 * bank by bank, so the latest head of each trace is kept, as long as the trace is open: to read and
 * cluster it takes far longer than to answer.
 */
export class KeptHeads {
  readonly #latest = new WeakMap<Trace, KeptHead>();

  constructor(private readonly numerics: Numerics) {}

  /** @throws InputError if the trace cannot be read */
  async read(trace: Trace, layer: number, kvHead: number): Promise<KeptHead> {
    const latest = this.#latest.get(trace);
    if (latest?.data.layer === layer && latest.data.kvHead === kvHead) return latest;
    // Two heads of a long trace are not held at once.
    this.#latest.delete(trace);
    const head = new KeptHead(await readHeadData(trace, layer, kvHead, this.numerics));
    this.#latest.set(trace, head);
    return head;
  }
}
