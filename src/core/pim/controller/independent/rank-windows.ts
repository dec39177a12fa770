import type { DevicePreset } from "../../../memory/device-preset";

/** Single banks that a rank opens within nFAW. */
const banksPerWindow = 4;

/**
 * When a rank may open the next lane. Four of its banks may be opened within nFAW, and nRRDS passes
 * from one activate to the next. An activate opens all banks of a lane: of four, a whole window; of
 * more, as many windows as hold them; of fewer, as many lanes share a window as fit.
 */
export class RankWindows {
  private readonly lanesPerWindow: number;
  private readonly windowCycles: number;
  private readonly spacing: number;
  /** By rank: from when the lanes opened last no longer bind, the oldest at `oldest`. */
  private readonly passedFrom: Int32Array;
  private readonly oldest: Uint8Array;
  private readonly spacedFrom: Int32Array;

  constructor({ organisation, timing }: DevicePreset) {
    const { pseudoChannels, ranks, banks } = organisation;
    this.lanesPerWindow = Math.max(1, banksPerWindow / banks);
    this.windowCycles = timing.nFAW * Math.max(1, banks / banksPerWindow);
    this.spacing = timing.nRRDS;
    this.passedFrom = new Int32Array(pseudoChannels * ranks * this.lanesPerWindow);
    this.oldest = new Uint8Array(pseudoChannels * ranks);
    this.spacedFrom = new Int32Array(pseudoChannels * ranks);
  }

  reset(): void {
    this.passedFrom.fill(0);
    this.oldest.fill(0);
    this.spacedFrom.fill(0);
  }

  openFrom(rank: number): number {
    const passed = this.passedFrom[rank * this.lanesPerWindow + this.oldest[rank]];
    return Math.max(passed, this.spacedFrom[rank]);
  }

  opened(rank: number, now: number): void {
    const oldest = this.oldest[rank];
    this.passedFrom[rank * this.lanesPerWindow + oldest] = now + this.windowCycles;
    this.oldest[rank] = (oldest + 1) % this.lanesPerWindow;
    this.spacedFrom[rank] = now + this.spacing;
  }
}
