/** What the page offers to the benchmark. */
export interface TimelineBench {
  /** Makes the step that is drawn from now on, and tells how many cycles it has. */
  make(count: number): number;
  /** Milliseconds of each redraw, the window moving on from one to the next; [rounds] */
  time(cyclesOnScreen: number, rounds: number): number[];
  timeCommandByCommand(cyclesOnScreen: number, rounds: number): number[];
}
