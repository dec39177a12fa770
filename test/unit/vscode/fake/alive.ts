/** What was made and not yet let go of, by name: what is left after everything was disposed leaks. */
export class Alive {
  readonly #names: string[] = [];

  get names(): readonly string[] {
    return this.#names;
  }

  /** @returns what ends it; a second end changes nothing */
  add(name: string, end: () => void = () => undefined): () => void {
    this.#names.push(name);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#names.splice(this.#names.indexOf(name), 1);
      end();
    };
  }
}
