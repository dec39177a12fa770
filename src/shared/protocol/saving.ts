/** Giving what a page shows to files and to the clipboard. */
import { mostArrayBytes } from "../../core/message-size";
import type { ViewName } from "./view-state";

/** Files that results are saved as. */
export type DataFormat = "csv" | "json";

/** Files that the shown view is saved as. */
export type ImageFormat = "png" | "svg";

/** What goes into the clipboard: figures as Markdown, or the view for somebody else. */
export type Copied = "summary" | "link" | "view";

/** The largest picture that a page may send, in bytes of UTF-8. */
export const largestImage = mostArrayBytes;

/** Characters of the reason why there is no picture. */
export const longestReason = 1000;

export interface SavingRequests {
  /** Lets the user save the shown results; replies with the path, or null when they declined. */
  export: { request: { readonly format: DataFormat }; reply: { readonly path: string | null } };
  /**
   * Lets the user save the shown view; replies with the path, or null when they declined.
   * `content` is the SVG text, the PNG in base64, or null where the view shows no picture.
   * `ticket` is that of the `drawImage` event that asked for it, or null.
   */
  saveImage: {
    request: {
      readonly format: ImageFormat;
      readonly content: string | null;
      readonly view: ViewName;
      readonly ticket: number | null;
    };
    reply: { readonly path: string | null };
  };
  /** Says why there is no picture for this ticket of a `drawImage` event, cut to `longestReason`. */
  refuseImage: {
    request: { readonly ticket: number; readonly reason: string };
    reply: null;
  };
  copy: { request: { readonly what: Copied }; reply: null };
}

/** Draw the shown view and send it with this ticket, or say with it why that cannot be done. */
export interface DrawImageEvent {
  readonly kind: "drawImage";
  readonly format: ImageFormat;
  readonly ticket: number;
}
