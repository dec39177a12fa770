import { KernelModule } from "../../kernels/kernel-module";
import type { RunConfiguration } from "../../simulation/run/configuration";
import type { DevicePreset } from "../../memory/device-preset";
import { digestOf } from "../definition/digest";
import { resultsVersion } from "../store/results-version";

/** What decides the figures of a unit: one run on one KV head of one layer of one trace. */
export interface UnitContent {
  /** How this host rounds; see `hostArithmetic`. */
  readonly arithmetic: string;
  /** Of the head's bytes, its layer and its index; see `fingerprintHead`. */
  readonly fingerprint: string;
  readonly fromStep: number;
  readonly toStep: number;
  /** With every parameter written out. */
  readonly run: RunConfiguration;
  readonly device: DevicePreset;
}

/**
 * How this host computes, as far as figures may depend on it: its kind of processor and the build of
 * the kernels that it can run, since they round in different ways.
 */
export function hostArithmetic(): string {
  return `${process.arch} ${KernelModule.compile()?.build ?? "plain"}`;
}

/**
 * Name of a unit's results: SHA-256, in hex, of what decides them. Names, descriptions and sources of
 * a device do not.
 */
export function unitKey(content: UnitContent): string {
  const { arithmetic, fingerprint, fromStep, toStep, run, device } = content;
  const { level, mode, organisation, timing, energy } = device;
  return digestOf({
    results: resultsVersion,
    arithmetic,
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
