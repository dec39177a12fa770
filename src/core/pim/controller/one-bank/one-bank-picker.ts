import { Command } from "../../program/command";
import type { DecodedProgram } from "../decoded-program";
import { never } from "../clock";
import type { MoveClock } from "../move-clock";
import type { OneBankQueue } from "./one-bank-queue";
import type { OpenRow } from "./open-row";

/** `Picker` for programs that `OneBankCheck` allows: one array operation against the moves. */
export class OneBankPicker {
  /** The pick: its cycle, `never` where nothing can be issued, its command and its entry. */
  time: number = never;
  command: number = Command.barrier;
  entry: number = never;
  /** Bank of the program's array operations. */
  bank = 0;

  constructor(
    private readonly program: DecodedProgram,
    private readonly queue: OneBankQueue,
    private readonly row: OpenRow,
    private readonly moveClock: MoveClock,
  ) {}

  /** Finds what the queue as it is issues next, in cycle `from` or later; its head is no barrier. */
  look(from: number): void {
    const { queue, row } = this;
    const { array } = queue;
    this.time = never;
    this.entry = array;
    let holds = false;
    if (array !== never) {
      holds = row.row === this.program.keys[array];
      if (!row.isOpen) {
        this.command = Command.activate;
        this.time = Math.max(from, row.openFrom);
      } else if (!holds) {
        this.command = Command.precharge;
        this.time = Math.max(from, row.closeFrom);
      } else if (array < queue.barriers.front) {
        this.command = this.program.operations[array];
        this.time = Math.max(from, row.readFrom);
      }
    }
    if (queue.movesMayCome()) this.lookAtMoves(from, holds);
  }

  /** @param holds true where a row hit waits, and holds up the moves at its bank behind it */
  private lookAtMoves(from: number, holds: boolean): void {
    const { moveClock, bank } = this;
    const { moves, barriers, array, banks } = this.queue;
    const barrier = barriers.front;
    const head = moves.front < array ? moves.front : never;
    let first = this.entry;
    let firstTime = this.time;
    for (let at = 0; at < moves.classesWaiting; at++) {
      const entry = moves.fronts[at];
      if (entry > barrier || (firstTime === from && entry > first)) break;
      const moveClass = moves.waiting[at];
      const isSoftmax = moveClass >= banks;
      if (holds && entry !== head && bank === (isSoftmax ? moveClass - banks : moveClass)) continue;
      const ready = isSoftmax ? 0 : moveClock.readyFrom(moveClass);
      const time = ready > from ? ready : from;
      if (time > firstTime || (time === firstTime && entry > first)) continue;
      first = entry;
      firstTime = time;
    }
    if (first === this.entry) return;
    this.time = firstTime;
    this.entry = first;
    this.command = this.program.operations[first];
  }
}
