import type { ChannelOptions } from "./channel";
import { LockstepChannel } from "./lockstep/lockstep-channel";
import { requireCycle } from "./clock";
import type { DecodedProgram } from "./decoded-program";
import type { DevicePreset } from "../../memory/device-preset";
import { none, OneBankCheck } from "./one-bank/one-bank-check";
import { OneBankChannel } from "./one-bank/one-bank-channel";
import type { PhaseMeter } from "./phase-meter";

/** What a channel did. */
export interface ChannelRun {
  /** Last cycle in which something was issued or a barrier dropped. */
  readonly lastChange: number;
  readonly meter: Pick<PhaseMeter, "cycles">;
  /** Commands by phase, [phaseCodes * commandCodes]. */
  readonly counts: Uint32Array;
  /** Rows opened by each set of banks that opens together (see `bankSets`). */
  readonly activations: Uint32Array;
}

/** What a channel did, kept when it runs another program. */
export function snapshot({ lastChange, meter, counts, activations }: ChannelRun): ChannelRun {
  return {
    lastChange,
    meter: { cycles: meter.cycles.slice() },
    counts: counts.slice(),
    activations: activations.slice(),
  };
}

/** Runs programs on a channel that is fed by itself. */
export class ChannelRunner {
  private readonly check: OneBankCheck | undefined;
  private oneBank: OneBankChannel | undefined;
  private any: LockstepChannel | undefined;

  /** @param program decoded anew for each run */
  constructor(
    private readonly preset: DevicePreset,
    private readonly program: DecodedProgram,
  ) {
    if (preset.level === "bank") this.check = new OneBankCheck(preset.organisation.rows);
  }

  /** What it returns is overwritten by the next run. */
  run(options: ChannelOptions): ChannelRun {
    const { preset, program } = this;
    const bank = this.check?.bankOf(program) ?? none;
    if (bank !== none) {
      this.oneBank ??= new OneBankChannel(preset, program);
      this.oneBank.run(bank, options);
      return this.oneBank;
    }
    this.any ??= new LockstepChannel(preset, program);
    this.any.start(options);
    runAlone(this.any);
    return this.any;
  }
}

/** Feeds a started channel with the entries of its program until all is done. */
function runAlone(channel: LockstepChannel): void {
  let next = channel.fill(0);
  let now = 0;
  while (channel.busy) {
    now = channel.nextEvent(now);
    requireCycle(now);
    channel.tick(now);
    next = channel.fill(next);
  }
  channel.meter.finish(channel.lastChange);
}
