import { mostTokenNames } from "../../../src/shared/protocol";
import type { TraceHeader } from "../../../src/shared/protocol";
import type { Connection } from "../connection";

type Block = readonly string[] | "asked";

/** Tokens whose words are fetched before anybody looks at them: those of all but long contexts. */
const fetchedAhead = 16 * mostTokenNames;

/**
 * What the trace calls its tokens, fetched in blocks. Until a block is there its tokens go by their
 * number alone.
 */
export class TokenWords {
  readonly #blocks = new Map<number, Block>();

  /** @param onArrival told when tokens got their words */
  constructor(
    private readonly connection: Connection,
    private readonly header: TraceHeader,
    private readonly onArrival: () => void,
  ) {}

  /** Fetches the words of the first tokens, once. */
  prepare(): void {
    const end = Math.min(this.header.tokens, fetchedAhead);
    for (let token = 0; token < end; token += mostTokenNames) this.#wordOf(token);
  }

  /** `token 12 “fox”`, `token 12 (id 345)`, or `token 12`. */
  describe(token: number): string {
    const word = this.#wordOf(token);
    return word === "" ? `token ${token}` : `token ${token} ${word}`;
  }

  #wordOf(token: number): string {
    const { hasTokenIds, hasTokenText } = this.header;
    if (!hasTokenIds && !hasTokenText) return "";
    const index = Math.floor(token / mostTokenNames);
    const block = this.#blocks.get(index);
    if (!block) void this.#fetch(index);
    return (block === "asked" ? undefined : block?.[token % mostTokenNames]) ?? "";
  }

  async #fetch(index: number): Promise<void> {
    this.#blocks.set(index, "asked");
    const from = index * mostTokenNames;
    const to = Math.min(this.header.tokens, from + mostTokenNames);
    if (to <= from) return;
    try {
      const { ids, texts } = await this.connection.request("tokens", { from, to }).reply;
      const words = Array.from({ length: to - from }, (_, i) => wordOf(texts.at(i), ids.at(i)));
      this.#blocks.set(index, words);
      this.onArrival();
    } catch {
      // The numbers of the tokens stay; what is wrong with the file is said by who reads its keys.
      this.#blocks.set(index, []);
    }
  }
}

function wordOf(text: string | undefined, id: number | undefined): string {
  if (text !== undefined) return `“${visible(text)}”`;
  return id === undefined ? "" : `(id ${id})`;
}

/** Line ends and tabs as signs, so that a token is seen whole on one line. */
function visible(text: string): string {
  return text.replaceAll("\n", "⏎").replaceAll("\t", "⇥").replaceAll("\r", "␍");
}
