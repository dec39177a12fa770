import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { bankSets } from "../../../src/core/memory/level-layout";
import { banksPerChannel } from "../../../src/core/memory/organisation";
import type { Program } from "../../../src/core/pim/program/program";
import { PlainChannel } from "./plain-controller";

/** What the reference simulator does otherwise than a machine of its levels could. */
export const faults = [
  /** nRRDS, nRRDL and nFAW bind no activate. */
  "activates-unbound",
  /** After a MAC, nRTPL runs for a bank of another rank and group. */
  "mac-binds-wrong-bank",
  /** Before a refresh rows close without nRAS and nRTPL. */
  "refresh-closes-early",
  /** A precharge of a bank in every group closes it in one, whichever is addressed. */
  "precharge-closes-one-group",
  /** After an activate or a precharge only the addressed bank waits, not all of its set. */
  "row-binds-addressed-bank",
] as const;

export type Fault = (typeof faults)[number];

/** Far more than any program of these tests takes. */
const longest = 20_000;

/**
 * Cycles of a program of channel 0 under the reference's rules, or under some of them.
 * @returns undefined where it never ends
 */
export function faultyCycles(
  program: Program,
  preset: DevicePreset,
  refresh: boolean,
  with_: readonly Fault[],
): number | undefined {
  const { timing } = preset;
  const unbound = { ...timing, nRRDS: 1, nRRDL: 1, nFAW: 1 };
  const bound = with_.includes("activates-unbound") ? { ...preset, timing: unbound } : preset;
  const channel = new FaultyChannel(program, bound, refresh, new Set(with_));
  let next = 0;
  for (let cycle = 1; next < program.length || channel.busy; cycle++) {
    if (cycle > longest) return undefined;
    while (next < program.length && !channel.full) channel.queue.push(next++);
    channel.tick(cycle);
  }
  return channel.lastChange;
}

/** The plain controller with a state for every bank, in which the reference's faults can be. */
class FaultyChannel extends PlainChannel {
  constructor(
    program: Program,
    preset: DevicePreset,
    refresh: boolean,
    private readonly faults: ReadonlySet<Fault>,
  ) {
    super(program, preset, refresh, 0);
  }

  protected override placeOf(entry: number): number {
    return this.bank(entry);
  }

  protected override openedBy(entry: number): readonly number[] {
    const sets = bankSets(this.preset);
    const banks = banksPerChannel(this.preset.organisation) / sets;
    return Array.from({ length: banks }, (_, at) => this.setOf(entry) + at * sets);
  }

  protected override closedBy(entry: number): readonly number[] {
    const one = this.preset.level === "bank-group" && this.faults.has("precharge-closes-one-group");
    return one ? [this.wrongBank(entry)] : super.closedBy(entry);
  }

  protected override boundByRow(entry: number): readonly number[] {
    const one = this.faults.has("row-binds-addressed-bank");
    return one ? [this.bank(entry)] : super.boundByRow(entry);
  }

  protected override boundByMac(entry: number): readonly number[] {
    const wrong = this.preset.level === "buffer" && this.faults.has("mac-binds-wrong-bank");
    return wrong ? [this.wrongBank(entry)] : super.boundByMac(entry);
  }

  protected override allPrechargeable(cycle: number): boolean {
    return this.faults.has("refresh-closes-early") || super.allPrechargeable(cycle);
  }

  /** The bank that is found where indices are taken one level too high: rank for group. */
  private wrongBank(entry: number): number {
    const { ranks, bankGroups, banks } = this.preset.organisation;
    const pseudoChannel = this.pseudoChannelOf(this.bank(entry));
    const rank = this.rankOf(this.bank(entry)) % ranks;
    const group = (pseudoChannel * ranks + pseudoChannel) * bankGroups + rank;
    return group * banks + (this.bank(entry) % banks);
  }
}
