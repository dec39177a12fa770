import {
  largestImage,
  longestReason,
  type Copied,
  type DataFormat,
  type ImageFormat,
  type ViewName,
} from "../../src/shared/protocol";
import type { Connection } from "./connection";
import type { PageStore } from "./page-state";
import { configurationLines } from "./configuration-lines";
import type { Drawing } from "../parts/export/drawing";
import { composeSheet, type Sheet } from "../parts/export/sheet";

/** How a view draws itself for export; one without a picture gives none. */
export type ViewDrawings = (view: ViewName) => readonly Drawing[];

const copied: Readonly<Record<Copied, string>> = {
  summary: "The summary is in the clipboard as Markdown.",
  link: "A link to this view is in the clipboard.",
  view: "This view is in the clipboard as JSON.",
};

/** Gives what the page shows to the host: to save it or to put it into the clipboard. */
export class Exporter {
  constructor(
    private readonly connection: Connection,
    private readonly store: PageStore,
    private readonly drawings: ViewDrawings,
    /** Draws a sheet into a PNG; gives its bytes in base64. */
    private readonly rasterise: (sheet: Sheet) => Promise<string>,
    /** Puts a PNG into the clipboard; takes its bytes in base64. */
    private readonly copyPng: (png: string) => Promise<void>,
  ) {}

  /** Saves all results. */
  async data(format: DataFormat): Promise<void> {
    await this.#tellPath(() => this.connection.request("export", { format }).reply);
  }

  /** Saves a picture of the shown view. @param ticket of the event that asked for it */
  async image(format: ImageFormat, ticket: number | null = null): Promise<void> {
    await this.#tellPath(async () => {
      const content = await this.#draw(format).catch((error: unknown) => {
        if (ticket !== null) this.#refuse(ticket, messageOf(error));
        throw error;
      });
      const { view } = this.store.state.view;
      return this.connection.request("saveImage", { format, content, view, ticket }).reply;
    });
  }

  /** Puts a picture of the shown view into the clipboard. */
  async copyImage(): Promise<void> {
    await this.#report(async () => {
      const png = await this.#draw("png");
      if (png === null) throw new Error("There is no picture to copy.");
      await this.copyPng(png);
      return "A picture of this view is in the clipboard.";
    });
  }

  async copy(what: Copied): Promise<void> {
    await this.#report(async () => {
      await this.connection.request("copy", { what }).reply;
      return copied[what];
    });
  }

  /** Lets whoever asked for a picture know that there is none. */
  #refuse(ticket: number, text: string): void {
    const reason = text.slice(0, longestReason);
    this.connection.request("refuseImage", { ticket, reason }).reply.catch(() => undefined);
  }

  async #draw(format: ImageFormat): Promise<string | null> {
    const { state } = this.store;
    const { view } = state.view;
    const drawings = this.drawings(view);
    if (drawings.length === 0) return null;
    const title = `${state.trace.name}: ${view}`;
    const sheet = composeSheet({ title, lines: configurationLines(state) }, drawings);
    const content = format === "svg" ? sheet.text : await this.rasterise(sheet);
    if (new TextEncoder().encode(content).length <= largestImage) return content;
    throw new Error("The picture is too large to be saved; show less of it.");
  }

  async #tellPath(save: () => Promise<{ readonly path: string | null }>): Promise<void> {
    await this.#report(async () => {
      const { path } = await save();
      return path === null ? undefined : `Saved to ${path}`;
    });
  }

  async #report(act: () => Promise<string | undefined>): Promise<void> {
    try {
      const text = await act();
      if (text !== undefined) this.store.update({ message: { kind: "information", text } });
    } catch (error) {
      this.store.update({ message: { kind: "error", text: messageOf(error) } });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
