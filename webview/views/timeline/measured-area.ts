import { fitWindow, type TimeWindow } from "./time-window";

/** A part of the axis that is measured, in whole cycles from its start up to, without, its end. */
export class MeasuredArea {
  #area: TimeWindow | undefined;
  #start: number | undefined;

  get area(): TimeWindow | undefined {
    return this.#area;
  }

  /** True while a measurement waits for its other end. */
  get isOpen(): boolean {
    return this.#start !== undefined;
  }

  /** Begins at a cycle; from then on the area reaches to whatever cycle is named. */
  start(cycle: number): void {
    this.#start = cycle;
    this.#area = undefined;
  }

  reachTo(cycle: number): void {
    if (this.#start !== undefined) this.between(this.#start, cycle, false);
  }

  /** @param isDone false where the measurement goes on from where it started */
  between(one: number, other: number, isDone = true): void {
    if (isDone) this.#start = undefined;
    this.#area = [Math.floor(Math.min(one, other)), Math.ceil(Math.max(one, other))];
  }

  /** Keeps the area inside of an axis of another length. */
  fit(length: number): void {
    if (this.#area && this.#area[1] > length + 1) {
      const [from, to] = fitWindow(this.#area, length);
      this.#area = [Math.floor(from), Math.ceil(to)];
    }
  }

  /** @returns false where there was nothing to let go of */
  letGo(): boolean {
    const was = this.#area !== undefined || this.#start !== undefined;
    this.#area = undefined;
    this.#start = undefined;
    return was;
  }
}
