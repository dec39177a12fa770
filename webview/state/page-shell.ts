import type {
  Answer,
  AnswerPart,
  RequestMessage,
  RequestTable,
} from "../../src/shared/protocol/requests";
import { element } from "../parts/dom/element";
import { Connection } from "./connection";
import type { EditorApi } from "./editor-api";
import { setSign } from "./page-signs";

/** What a page says before it can show anything. */
export interface OpeningTexts {
  readonly opening: string;
  readonly failed: string;
  /** What follows the reason of the failure. */
  readonly advice?: string;
}

/** What every page has before it shows anything: its line to the host, and words in its place. */
export class PageShell<
  Table extends RequestTable<Table>,
  Event extends { readonly kind: string },
  View,
> {
  readonly connection: Connection<Table, Event>;

  /** @param hear gets what the host tells */
  constructor(
    api: EditorApi<RequestMessage<Table>, View>,
    private readonly place: Element,
    hear: (event: Event) => void,
  ) {
    this.connection = new Connection((message) => api.postMessage(message), hear);
    window.addEventListener("message", ({ data }) =>
      // The host sends each page what is meant for it.
      this.connection.receive(data as Answer | AnswerPart | Event),
    );
  }

  /** Shows what there is to show once it is there, or why there is nothing. */
  async open<Opened>(
    { opening, failed, advice }: OpeningTexts,
    opened: Promise<Opened>,
    show: (opened: Opened) => void,
  ): Promise<void> {
    this.#say(opening, "status");
    try {
      show(await opened);
    } catch (error) {
      setSign("failed");
      const reason = error instanceof Error ? error.message : String(error);
      this.#say(failed, "alert", reason, ...(advice === undefined ? [] : [advice]));
    }
  }

  #say(title: string, role: "status" | "alert", ...paragraphs: readonly string[]): void {
    this.place.replaceChildren(
      element(
        "div",
        { id: "opening", class: "opening", role },
        element("h1", {}, title),
        ...paragraphs.map((text) => element("p", {}, text)),
      ),
    );
  }
}
