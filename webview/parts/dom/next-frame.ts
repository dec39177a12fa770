/** Work that is done once before the next frame, however often it is asked for. */
export class NextFrame {
  #isAsked = false;

  constructor(private readonly work: () => void) {}

  ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      if (!this.#isAsked) return;
      this.#isAsked = false;
      this.work();
    });
  }

  /** Does at once what is asked for, if anything is. It may be done again before the frame. */
  takeNow(): void {
    if (this.#isAsked) this.work();
  }
}
