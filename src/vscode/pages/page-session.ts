import type * as vscode from "vscode";
import { Cancelled } from "../../core/cancelled";
import { InputError, messageOf } from "../../core/errors";
import type { Answer, AnswerPart } from "../../shared/protocol/requests";
import type { Asked } from "./answers";
import { packArrays } from "./pack-arrays";

/** A request as every page posts it; `version` comes with `open`, `target` with `cancel`. */
interface Posted {
  readonly kind: PropertyKey;
  readonly id: number;
  readonly version?: number;
  readonly target?: number;
}

/** The host's end of a page's protocol. */
export interface PageProtocol<Message extends Posted, Part> {
  /** What the page is called in the log. */
  readonly page: string;
  readonly version: number;
  /** A checked request; undefined for anything that is not one. */
  parse(raw: unknown): Message | undefined;
  /** The reply to a request. @throws what its failure says */
  answer(message: Message, asked: Asked<Part>): Promise<unknown>;
  /** Whether its answer opens a dialog, which only a page in front may, and one at a time. */
  opensDialog?(message: Message): boolean;
  /** The page is loaded anew: it has forgotten what it was told and asked for. */
  onReload?(): void;
}

/** A page in a panel. */
export interface PagePlace {
  readonly panel: vscode.WebviewPanel;
  readonly log: vscode.LogOutputChannel;
  /** The page was opened already, and asks for nothing by itself. */
  readonly isOpen?: boolean;
}

/**
 * The conversation with a page: answers each of its requests once, ends those that it gives up, and
 * tells it the news. News from before the page opened waits until it does.
 */
export class PageSession<Message extends Posted, Event, Part = never> implements vscode.Disposable {
  readonly #place: PagePlace;
  readonly #protocol: PageProtocol<Message, Part>;
  readonly #listener: vscode.Disposable;
  /** Requests that are being answered, by their ids. */
  readonly #asked = new Map<number, AbortController>();
  /** What the page is to be told when it opens; undefined once it is open. */
  #waiting: Event[] | undefined;
  #isDisposed = false;
  /** A dialog is open that the page has asked for. */
  #hasDialog = false;

  constructor(place: PagePlace, protocol: PageProtocol<Message, Part>) {
    this.#place = place;
    this.#protocol = protocol;
    this.#waiting = place.isOpen ? undefined : [];
    this.#listener = place.panel.webview.onDidReceiveMessage((raw: unknown) => {
      void this.#receive(raw);
    });
  }

  /** The page has asked to be opened. */
  get isOpen(): boolean {
    return this.#waiting === undefined;
  }

  /** Tells the page the news, once it is open. */
  tell(event: Event): void {
    if (this.#waiting) this.#waiting.push(event);
    else this.#post(event);
  }

  /** Tells an open page the news, which one that opens later learns by itself. */
  tellOpen(event: Event): void {
    if (this.isOpen) this.#post(event);
  }

  /** Ends all that the page has asked for, as if it had given it up. */
  abort(): void {
    for (const controller of this.#asked.values()) controller.abort();
  }

  /** The page is gone, or another session's. */
  dispose(): void {
    this.#isDisposed = true;
    this.#listener.dispose();
    this.abort();
  }

  async #receive(raw: unknown): Promise<void> {
    const message = this.#protocol.parse(raw);
    if (!message) {
      const { page } = this.#protocol;
      this.#place.log.warn(`${page} sent something that is not a message of its protocol.`);
      return;
    }
    if (message.kind === "open") this.#forget();
    if (message.kind === "cancel") this.#asked.get(message.target ?? 0)?.abort();
    const controller = new AbortController();
    this.#asked.set(message.id, controller);
    const answer = await this.#answer(message, controller.signal);
    if (this.#asked.get(message.id) !== controller) return;
    this.#asked.delete(message.id);
    this.#post(answer);
  }

  /** A page that is loaded anew numbers its requests anew: none of those before is its own. */
  #forget(): void {
    this.abort();
    this.#asked.clear();
    if (this.isOpen) this.#protocol.onReload?.();
  }

  async #answer(message: Message, signal: AbortSignal): Promise<Answer> {
    const { id } = message;
    try {
      if (message.kind === "open") this.#open(message.version);
      const tellPart = (part: Part) => {
        if (!signal.aborted) this.#post({ kind: "part", id, part });
      };
      const answer = () => this.#protocol.answer(message, { id, signal, tellPart });
      const opensDialog = this.#protocol.opensDialog?.(message) === true;
      const value = await (opensDialog ? this.#withDialog(answer) : answer());
      return { kind: "reply", id, value };
    } catch (error) {
      const cancelled = error instanceof Cancelled;
      if (!cancelled && !(error instanceof InputError)) this.#place.log.error(error as Error);
      return { kind: "failure", id, message: messageOf(error), cancelled };
    }
  }

  /** @throws InputError where nobody can have asked the page for a dialog, or one is open */
  async #withDialog<Value>(answer: () => Promise<Value>): Promise<Value> {
    if (this.#hasDialog) throw new InputError("page", "has a dialog open; close that first");
    if (!this.#place.panel.active)
      throw new InputError("page", "opens dialogs only while in front");
    this.#hasDialog = true;
    try {
      return await answer();
    } finally {
      this.#hasDialog = false;
    }
  }

  #open(version: number | undefined): void {
    if (version !== this.#protocol.version) {
      throw new InputError("page", "is from another version; close the tab and open it again");
    }
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const event of waiting) this.#post(event);
  }

  #post(message: Event | Answer | AnswerPart<Part>): void {
    if (!this.#isDisposed) void this.#place.panel.webview.postMessage(packArrays(message));
  }
}
