import { Phase, phaseCodes } from "../program/phase";

/**
 * Divides the cycles of a channel among phases, so that they add up to the total.
 *
 * The array is what a channel waits for, so time is cut at its commands (MAC, activate, precharge).
 * Of the cycles between two cuts, those that the array's own timing demands belong to the phase for
 * which the second command works. What is left was spent waiting, and belongs to what was waited
 * for last: refresh, or the data move issued last before the command. Moves that the array hides
 * cost nothing. A row that refresh closed and that is opened again counts as refresh, and so do the
 * cycles after the last command until a refresh that began before it is issued.
 */
export class PhaseMeter {
  /** By `Phase` code. */
  readonly cycles = new Float64Array(phaseCodes);
  private cut = 0;
  private cutPhase: number = Phase.writeQuery;
  private lastMove = 0;
  private movePhase = -1;
  private refreshed = false;

  reset(): void {
    this.cycles.fill(0);
    this.cut = 0;
    this.cutPhase = Phase.writeQuery;
    this.lastMove = 0;
    this.movePhase = -1;
    this.refreshed = false;
  }

  move(now: number, phase: number): void {
    this.lastMove = now;
    this.movePhase = phase;
  }

  refresh(): void {
    this.refreshed = true;
  }

  /**
   * An array command.
   * @param ready cycle from which the array's timing, refresh apart, allowed it
   * @param refreshedUntil end of the last refresh where that delays the command, else 0
   */
  array(now: number, ready: number, phase: number, refreshedUntil: number): void {
    const own = Math.max(0, Math.min(now, ready) - this.cut);
    const waited = now - this.cut - own;
    this.cycles[phase] += own;
    if (waited > 0) this.cycles[this.waitedFor(phase, refreshedUntil)] += waited;
    this.startAt(now, phase);
  }

  /** Further MACs of the phase up to `last`, each as early as the one before allows. */
  arrayRun(last: number, phase: number): void {
    this.cycles[phase] += last - this.cut;
    this.cut = last;
  }

  /** An array command that only refresh made necessary. */
  reopening(now: number): void {
    this.cycles[Phase.refresh] += now - this.cut;
    this.startAt(now, Phase.refresh);
  }

  /** What follows the last array command belongs to the moves after it. */
  settle(): void {
    if (this.movePhase < 0) return;
    this.cycles[this.movePhase] += this.lastMove - this.cut;
    this.startAt(this.lastMove, this.movePhase);
  }

  /** The run ends. */
  finish(end: number): void {
    const { refreshed } = this;
    this.settle();
    this.cycles[refreshed ? Phase.refresh : this.cutPhase] += end - this.cut;
    this.cut = end;
  }

  private waitedFor(phase: number, refreshedUntil: number): number {
    const moved = this.movePhase >= 0;
    if (refreshedUntil > this.cut && (!moved || refreshedUntil >= this.lastMove)) {
      return Phase.refresh;
    }
    return moved ? this.movePhase : phase;
  }

  private startAt(now: number, phase: number): void {
    this.cut = now;
    this.cutPhase = phase;
    this.movePhase = -1;
    this.refreshed = false;
  }
}
