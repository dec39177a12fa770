import { sliceColumns } from "../../columns";
import type { SelectionPart } from "./detail-parts";
import { rowsPerMessage } from "../../message-size";

const bytesPerEntry = 16;
const bytesPerStep = 16;

/** Entries and steps of a part that fits into one message. */
export const selectionCapacity = rowsPerMessage(bytesPerEntry + bytesPerStep);

/** Collects tokens of steps into parts of a limited size. */
export class SelectionWriter {
  readonly #entries;
  #firstStep = 0;
  #offsets: number[] = [];
  #slotCounts: number[] = [];
  #totals: number[] = [];
  #count = 0;

  /** @param capacity entries and steps of a part at most, at least 1 */
  constructor(
    private readonly head: Pick<SelectionPart, "of" | "clusterSource" | "slotsPerLine">,
    private readonly capacity: number,
    private readonly onPart: (part: SelectionPart) => void,
  ) {
    this.#entries = {
      tokens: new Uint32Array(capacity),
      mass: new Float32Array(capacity),
      slots: new Uint32Array(capacity),
      clusters: new Int32Array(capacity),
    };
  }

  /** Steps come one after the other, without gaps. */
  startStep(step: number, slotCount: number, total: number): void {
    if (this.#slotCounts.length === this.capacity) this.finish();
    if (this.#slotCounts.length === 0) this.#firstStep = step;
    this.#offsets.push(this.#count);
    this.#slotCounts.push(slotCount);
    this.#totals.push(total);
  }

  add(token: number, mass: number, slot: number, cluster: number): void {
    if (this.#count === this.capacity) {
      const step = this.#firstStep + this.#slotCounts.length - 1;
      const slotCount = this.#slotCounts[this.#slotCounts.length - 1];
      const total = this.#totals[this.#totals.length - 1];
      this.finish();
      this.startStep(step, slotCount, total);
    }
    const { tokens, mass: masses, slots, clusters } = this.#entries;
    tokens[this.#count] = token;
    masses[this.#count] = mass;
    slots[this.#count] = slot;
    clusters[this.#count] = cluster;
    this.#count++;
  }

  /** Tells what was collected and starts anew. */
  finish(): void {
    if (this.#slotCounts.length === 0) return;
    this.onPart({
      kind: "selection",
      ...this.head,
      firstStep: this.#firstStep,
      offsets: Uint32Array.from([...this.#offsets, this.#count]),
      slotCounts: Uint32Array.from(this.#slotCounts),
      totals: Float64Array.from(this.#totals),
      ...sliceColumns(this.#entries, 0, this.#count),
    });
    this.#offsets = [];
    this.#slotCounts = [];
    this.#totals = [];
    this.#count = 0;
  }
}
