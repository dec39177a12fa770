import { Cancelled } from "../../../core/cancelled";
import { InputError } from "../../../core/errors";
import { FileChanged } from "../../../core/files/file-changed";
import type { HostEvent } from "../../../shared/protocol";
import type { Asked } from "../../pages/answers";
import type { TraceDocument } from "./trace-document";

/** What an answer needs of its page to await the page's trace. */
export interface ReloadingPage {
  readonly document: TraceDocument;
  readonly tell: (event: HostEvent) => void;
}

/**
 * Answers what is asked of a trace. Its file being replaced while it is read is no error: what was
 * asked then is given up as soon as the page is told of the file as it is now.
 * @throws Cancelled then; what keeps the file that is open from giving the answer
 */
export async function unlessReplaced<Answer>(
  { document, tell }: ReloadingPage,
  { signal }: Pick<Asked, "signal">,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const isComing = await document.followChange();
    // Who was told of the change may have opened the file anew by now.
    if (!isComing && !(error instanceof FileChanged)) throw error;
    if (!signal.aborted) {
      tell({ kind: "reloading" });
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve, { once: true });
      });
    }
    throw new Cancelled();
  }
}
