import { Command } from "../program/command";
import type { ChannelQueue } from "./channel-queue";
import { never } from "./clock";
import type { DecodedProgram } from "./decoded-program";
import type { MoveClock } from "./move-clock";

/**
 * What a channel issues next (docs/pim-model.md#the-controller). First ready, first come: the head
 * of the queue where it is ready, else the first later entry that is. Behind a barrier only row
 * commands count, and nothing but a row hit goes to a bank for which a row hit waits.
 */
export abstract class ChannelPicker {
  /** The pick: its cycle, `never` where nothing can be issued, its command and its entry. */
  time: number = never;
  command: number = Command.barrier;
  entry: number = never;

  constructor(
    protected readonly program: DecodedProgram,
    protected readonly moveClock: MoveClock,
  ) {}

  protected abstract readonly queue: ChannelQueue;

  /** Finds what the queue issues next, in cycle `from` or later; its head is not a barrier. */
  abstract look(from: number): void;

  /** True where a row hit waits at a bank. */
  protected abstract hitWaitsAt(bank: number): boolean;

  /** Puts a move in the place of the pick where one comes before it. */
  protected lookAtMoves(from: number): void {
    const { moves, barriers, firstArray, banks } = this.queue;
    const { moveClock } = this;
    const barrier = barriers.front;
    const head = moves.front < firstArray ? moves.front : never;
    let first = this.entry;
    let firstTime = this.time;
    for (let at = 0; at < moves.classesWaiting; at++) {
      const entry = moves.fronts[at];
      if (entry > barrier || (firstTime === from && entry > first)) break;
      const moveClass = moves.waiting[at];
      const isSoftmax = moveClass >= banks;
      const ready = isSoftmax ? 0 : moveClock.readyFrom(moveClass);
      const time = ready > from ? ready : from;
      if (time > firstTime || (time === firstTime && entry > first)) continue;
      if (entry !== head && this.hitWaitsAt(isSoftmax ? moveClass - banks : moveClass)) continue;
      first = entry;
      firstTime = time;
    }
    if (first === this.entry) return;
    this.time = firstTime;
    this.entry = first;
    this.command = this.program.operations[first];
  }
}
