import * as vscode from "vscode";
import { InputError } from "../../../core/errors";
import type { PageMessage } from "../../../shared/protocol";
import type { SavingRequests } from "../../../shared/protocol/saving";
import type { Answers } from "../../pages/answers";
import type { Tickets } from "../../pages/tickets";
import { copiedText } from "./copied-text";
import { saveImage } from "./save-image";
import { saveResults } from "./save-results";
import type { ShownTrace } from "./shown-trace";

/**
 * Pictures that commands asked the page for: where each goes, instead of asking the user, and under
 * which path it was saved, or null where there is none in the end.
 */
export type ImageTickets = Tickets<vscode.Uri | undefined, string | null>;

/** Whether the answer asks its user where to save. A picture that a command asked for is that one's. */
export function opensDialog(message: PageMessage, images: Pick<ImageTickets, "has">): boolean {
  if (message.kind === "saveImage") return !images.has(message.ticket);
  return message.kind === "export" || message.kind === "exportTimeline";
}

/** What the answers below need of a page. */
export interface SavingContext {
  readonly shown: ShownTrace;
  readonly images: ImageTickets;
  /** Identifier of this extension, publisher and name. */
  readonly extensionId: string;
}

/** What the page shows, given to files and to the clipboard. */
export const savingAnswers: Answers<SavingContext, SavingRequests> = {
  export: async ({ shown }, { format }) => ({ path: await saveResults(shown, format) }),
  saveImage: async ({ shown, images }, request) => {
    const asked = images.take(request.ticket);
    try {
      const path = await saveImage(shown.uri, request, asked?.purpose);
      asked?.resolve(path);
      return { path };
    } catch (error) {
      if (!asked) throw error;
      // The command that asked for the picture says so.
      asked.reject(error);
      return { path: null };
    }
  },
  refuseImage: ({ images }, { ticket, reason }) => {
    images.take(ticket)?.reject(new InputError("export", reason));
    return null;
  },
  copy: async ({ shown, extensionId }, { what }) => {
    await vscode.env.clipboard.writeText(copiedText(shown, what, extensionId));
    return null;
  },
};
