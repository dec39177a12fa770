import type { DevicePreset } from "../../memory/device-preset";
import { Command, commandCodes, isRowCommand } from "../program/command";
import { Phase, phaseCodes } from "../program/phase";
import type { ChannelPicker } from "./channel-picker";
import type { ChannelQueue } from "./channel-queue";
import { never } from "./clock";
import { noteCommand, type ChannelRecord } from "./command-log";
import type { DecodedProgram } from "./decoded-program";
import { MoveClock } from "./move-clock";
import { PhaseMeter } from "./phase-meter";

export interface ChannelOptions {
  readonly refresh: boolean;
  /** Cycles since the last refresh was due when the run starts, below nREFI. */
  readonly refreshPhase: number;
  readonly record?: ChannelRecord | undefined;
}

/** The rows of a channel as refresh sees them: all are closed before it, and wait for its end. */
export interface RefreshedRows {
  readonly anyOpen: boolean;
  /** First cycle in which all open rows may be closed. */
  allCloseFrom(): number;
  /** Closes every open row on behalf of refresh. */
  closeAll(now: number): void;
  refresh(pseudoChannel: number, now: number): void;
}

/**
 * The controller of one channel in lockstep: a queue, two command slots a cycle, and refresh
 * (docs/pim-model.md#the-controller). It is asked only about cycles in which something can happen;
 * the plain controller that goes through every cycle and every entry proves it in the tests.
 */
export abstract class Channel {
  /** Commands by phase, [phaseCodes * commandCodes]. */
  readonly counts = new Uint32Array(phaseCodes * commandCodes);
  readonly meter = new PhaseMeter();
  /** Last cycle in which something was issued or a barrier dropped. */
  lastChange = 0;
  protected readonly moveClock: MoveClock;
  protected dueRefreshes = 0;
  protected nextRefresh = never;
  protected record: ChannelRecord | undefined;
  private readonly refreshInterval: number;
  private readonly pseudoChannels: number;

  constructor(
    { organisation, timing }: DevicePreset,
    protected readonly program: DecodedProgram,
  ) {
    this.moveClock = new MoveClock(organisation, timing);
    this.refreshInterval = timing.nREFI;
    this.pseudoChannels = organisation.pseudoChannels;
  }

  protected abstract readonly rows: RefreshedRows;
  protected abstract readonly queue: ChannelQueue;
  protected abstract readonly picker: ChannelPicker;

  /** Rows opened so far by each set of banks that opens together (see `bankSets`). */
  abstract get activations(): Uint32Array;

  /** False rules out that a command of the other bus can follow `first` in this cycle. */
  protected abstract mayFollow(first: number, now: number): boolean;

  /** True where commands of different buses share a cycle. */
  protected abstract mayShareCycle(first: number, second: number): boolean;

  /** Issues the pick. */
  protected abstract issue(now: number): void;

  /** All open rows were closed on behalf of refresh. */
  protected abstract rowsClosed(): void;

  /** Back to cycle 0 with all rows closed and an empty queue. */
  start({ refresh, refreshPhase, record }: ChannelOptions): void {
    this.record = record;
    this.counts.fill(0);
    this.meter.reset();
    this.queue.clear();
    this.moveClock.reset();
    this.lastChange = 0;
    this.dueRefreshes = 0;
    this.nextRefresh = refresh ? this.refreshInterval - refreshPhase : never;
  }

  /** True while an entry of the queue or a refresh that is due waits. */
  get busy(): boolean {
    return this.queue.size > 0 || this.dueRefreshes > 0;
  }

  /** One cycle, as `nextEvent` gave it: what falls due, and both command slots. */
  tick(now: number): void {
    const { queue, picker } = this;
    if (now === this.nextRefresh) {
      this.dueRefreshes += this.pseudoChannels;
      this.nextRefresh += this.refreshInterval;
    }
    if (this.dueRefreshes > 0) {
      this.tickRefresh(now);
      return;
    }
    if (queue.barrierIsHead()) {
      this.dropBarrier(now);
      if (queue.barrierIsHead()) {
        this.issueBarrier(now);
        this.dropBarrier(now);
        return;
      }
      picker.look(now);
    }
    if (picker.time !== now) return;
    const first = picker.command;
    this.issue(now);
    this.dropBarrier(now);
    if (!this.mayFollow(first, now)) return;
    picker.look(now);
    if (picker.time === now && this.mayShareCycle(first, picker.command)) this.issue(now);
  }

  private tickRefresh(now: number): void {
    const { rows, queue, picker } = this;
    if (!rows.anyOpen) {
      const pseudoChannel = (this.pseudoChannels - this.dueRefreshes) & (this.pseudoChannels - 1);
      rows.refresh(pseudoChannel, now);
      this.meter.refresh();
      this.count(Command.refresh, now, Phase.refresh, -1 - pseudoChannel);
      this.dueRefreshes--;
    } else if (now >= rows.allCloseFrom()) {
      rows.closeAll(now);
      this.rowsClosed();
      this.count(Command.precharge, now, Phase.refresh, -1);
    }
    this.dropBarrier(now);
    if (queue.barrierIsHead()) return;
    picker.look(now);
    if (picker.time === now && !isRowCommand(picker.command)) this.issue(now);
  }

  /** Drops one barrier at the head, where there is one. */
  protected dropBarrier(now: number): void {
    if (!this.queue.barrierIsHead()) return;
    this.queue.shiftBarrier();
    this.lastChange = now;
  }

  private issueBarrier(now: number): void {
    const entry = this.queue.barriers.front;
    this.count(Command.barrier, now, this.program.phases[entry], entry);
    this.queue.shiftBarrier();
  }

  protected count(command: number, now: number, phase: number, entry: number): void {
    this.lastChange = now;
    this.counts[phase * commandCodes + command]++;
    this.note(command, now, entry);
  }

  protected note(command: number, now: number, entry: number): void {
    if (this.record !== undefined) noteCommand(this.record, now, command, entry);
  }
}
