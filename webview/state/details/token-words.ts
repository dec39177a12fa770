import { mostTokenNames } from "../../../src/shared/protocol";
import type { TokenNames, TraceHeader } from "../../../src/shared/protocol";
import { clampedText } from "../../parts/format/visible-text";
import type { Connection } from "../connection";

type Block = TokenNames | "asked";

/** Tokens whose words are fetched before anybody looks at them: those of all but long contexts. */
const fetchedAhead = 16 * mostTokenNames;

/** Characters of a word that are shown; a token of a model has far fewer. */
const shownLetters = 24;

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
    for (let token = 0; token < end; token += mostTokenNames) this.#namesOf(token);
  }

  /** Whether the trace says what its tokens read. */
  get hasText(): boolean {
    return this.header.hasTokenText;
  }

  /** `token 12 “fox”`, `token 12 (id 345)`, or `token 12`. */
  describe(token: number): string {
    const text = this.text(token);
    if (text !== undefined) return `token ${token} “${clampedText(text, shownLetters)}”`;
    const id = this.#namesOf(token)?.ids.at(token % mostTokenNames);
    return id === undefined ? `token ${token}` : `token ${token} (id ${id})`;
  }

  /** Text of a token as the trace has it; undefined where it has none, or it is not there yet. */
  text(token: number): string | undefined {
    return this.#namesOf(token)?.texts.at(token % mostTokenNames);
  }

  #namesOf(token: number): TokenNames | undefined {
    const { hasTokenIds, hasTokenText, tokens } = this.header;
    if ((!hasTokenIds && !hasTokenText) || token < 0 || token >= tokens) return undefined;
    const index = Math.floor(token / mostTokenNames);
    const block = this.#blocks.get(index);
    if (!block) void this.#fetch(index);
    return block === "asked" ? undefined : block;
  }

  async #fetch(index: number): Promise<void> {
    this.#blocks.set(index, "asked");
    const from = index * mostTokenNames;
    const to = Math.min(this.header.tokens, from + mostTokenNames);
    try {
      this.#blocks.set(index, await this.connection.request("tokens", { from, to }).reply);
      this.onArrival();
    } catch {
      // The numbers of the tokens stay; what is wrong with the file is said by who reads its keys.
      this.#blocks.set(index, { ids: [], texts: [] });
    }
  }
}
