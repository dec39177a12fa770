import type { RunConfiguration } from "../simulation/configuration";
import type { DevicePreset } from "../pim/device-preset";
import { digestOf } from "./digest";
import { resultsVersion } from "./results-version";

/** What decides the figures of a unit: one run on one KV head of one layer of one trace. */
export interface UnitContent {
  /** Of the head's bytes, its layer and its index; see `fingerprintHead`. */
  readonly fingerprint: string;
  readonly fromStep: number;
  readonly toStep: number;
  /** With every parameter written out. */
  readonly run: RunConfiguration;
  readonly device: DevicePreset;
}

/**
 * Name of a unit's results: SHA-256, in hex, of what decides them. The kind of processor is part of
 * it, since rounding differs between them; names, descriptions and sources of a device are not.
 */
export function unitKey({ fingerprint, fromStep, toStep, run, device }: UnitContent): string {
  const { level, mode, organisation, timing, energy } = device;
  return digestOf({
    results: resultsVersion,
    processor: process.arch,
    fingerprint,
    fromStep,
    toStep,
    run: { ...run, device: undefined },
    device: {
      level,
      mode,
      organisation: { ...organisation, name: undefined },
      timing: { ...timing, name: undefined },
      energy,
    },
  });
}
