import type { Nanoseconds, PicoJoules } from "../../units";
import type { Strategy } from "../mapping/options";

/** What something takes once. */
interface UnitCost {
  readonly time: Nanoseconds;
  readonly energy: PicoJoules;
}

/**
 * Energy of an analog-to-digital converter as a fit to published designs, in the form of the
 * Accelergy ADC plug-in: a Schreier figure of merit, limited by rate and by resolution, and a
 * correction for technology node and resolution.
 */
interface AdcFit {
  /** Figure of merit in dB over ln(rate in Hz). */
  readonly meritIntercept: number;
  readonly meritPerLogRate: number;
  /** Its limit in dB over bits. */
  readonly meritLimit: number;
  readonly meritLimitPerBit: number;
  /** ln of the correction: intercept, over ln(nm), over ln(bits), and the best designs' distance. */
  readonly nodeIntercept: number;
  readonly nodePerLogNanometre: number;
  readonly nodePerLogBit: number;
  readonly residual: number;
  /** Below it no design was fitted. */
  readonly leastBits: number;
}

/** Costs of the parts of a compute-in-memory accelerator, with the source of every constant. */
export interface CimPreset {
  readonly name: string;
  readonly description: string;
  /** One product of all cells of an array, of whatever size, with a vector; without conversion. */
  readonly arrayRead: UnitCost;
  /** Adding two vectors of `vectorLength` values. */
  readonly addition: UnitCost;
  /** Moving a vector of `vectorLength` values away from the arrays. */
  readonly communication: UnitCost;
  readonly vectorLength: number;
  readonly adc: {
    readonly nanometres: number;
    /** Conversions per second; of converters that take several cycles, cycles per second. */
    readonly rate: number;
    /** Resolution that the published evaluation gives each strategy. */
    readonly bits: Readonly<Record<Strategy, number>>;
    readonly fit: AdcFit;
  };
  /** Source of each number, by its path in the preset (`arrayRead.time`). */
  readonly sources: Readonly<Record<string, string>>;
}
