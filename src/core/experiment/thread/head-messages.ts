import { bytesOfHead, type HeadResult } from "../../simulation/run/result";

/** Bytes of results that are told at once: taking one message in keeps nobody busy. */
const bytesPerMessage = 2 ** 20;

/** Gathers heads into messages that are small: one head each, or several of small ones. */
export class HeadMessages {
  #heads: HeadResult[] = [];
  #bytes = 0;

  constructor(private readonly tell: (heads: readonly HeadResult[]) => void) {}

  add(head: HeadResult): void {
    this.#heads.push(head);
    this.#bytes += bytesOfHead(head);
    if (this.#bytes >= bytesPerMessage) this.flush();
  }

  /** Tells those that are left. */
  flush(): void {
    if (this.#heads.length > 0) this.tell(this.#heads);
    this.#heads = [];
    this.#bytes = 0;
  }
}
