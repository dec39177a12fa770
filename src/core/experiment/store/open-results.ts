import { openRunFolder } from "./run-folder";
import { StoredResults } from "./stored-results";

/** Stored results that a thread was asked about: each is opened once. */
export class OpenResults {
  readonly #results = new Map<string, Promise<StoredResults>>();

  /** @param trace its index in the run @throws InputError where there are no such results */
  get(folder: string, trace: number): Promise<StoredResults> {
    const key = `${trace} ${folder}`;
    const known = this.#results.get(key);
    if (known) return known;
    const opened = openRunFolder(folder).then((run) => new StoredResults(run, trace));
    this.#results.set(key, opened);
    // What could not be opened may be there by the next question.
    opened.catch(() => this.#results.delete(key));
    return opened;
  }
}
