import { asNanoseconds, asPicoJoules, type Nanoseconds, type PicoJoules } from "../../units";
import type { CimPreset } from "./preset";

/**
 * How long a converter takes: the same whatever its bits (flash, pipelined), one cycle per bit
 * (successive approximation) or one per level (ramp).
 */
export const conversions = ["constant", "per-bit", "per-level"] as const;
export type Conversion = (typeof conversions)[number];

/** Time of one conversion. */
export function conversionTime({ adc }: CimPreset, kind: Conversion, bits: number): Nanoseconds {
  const cycles = { constant: 1, "per-bit": bits, "per-level": 2 ** bits }[kind];
  return asNanoseconds((cycles * 1e9) / adc.rate);
}

/**
 * Energy of one conversion.
 *
 * Signal-to-noise ratio of an ideal converter 6.02 bits + 1.76 dB, Schreier figure of merit
 * FoM = SNDR + 10 log10(rate / (2 power)); hence energy per conversion 1 / (2 * 10^((FoM - SNDR) / 10)).
 * @param time of the conversion, whose inverse is the sampling rate
 */
export function conversionEnergy({ adc }: CimPreset, bits: number, time: Nanoseconds): PicoJoules {
  const { fit, nanometres } = adc;
  const rate = 1e9 / time;
  const merit = Math.min(
    fit.meritIntercept + fit.meritPerLogRate * Math.log(rate),
    fit.meritLimit + fit.meritLimitPerBit * bits,
  );
  const noise = 20 * bits * Math.log10(2) + 10 * Math.log10(1.5);
  const correction =
    fit.nodeIntercept +
    fit.nodePerLogNanometre * Math.log(nanometres) +
    fit.nodePerLogBit * Math.log(bits) +
    fit.residual;
  return asPicoJoules(Math.exp(correction) / (2 * 10 ** ((merit - noise) / 10)));
}

/** Whether the fit says nothing about so few bits and its energy is extrapolated. */
export function isExtrapolated({ adc }: CimPreset, bits: number): boolean {
  return bits < adc.fit.leastBits;
}
