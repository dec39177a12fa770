import { counted } from "../../../src/shared/format/counted";

/** What the page knows of its file being written again. */
export type ReloadState =
  /** It was not, or something else was simulated since. */
  | { readonly kind: "none" }
  /** It is being written or read; the figures on the page are those of before. */
  | { readonly kind: "reading" }
  /** It was read; its figures are being simulated. */
  | { readonly kind: "simulating" }
  /** All figures are those of the file as it is now. */
  | {
      readonly kind: "reloaded";
      /**
       * Cells of the table of runs that say something else than before, by `cellKey`; undefined
       * where nothing had been simulated before.
       */
      readonly changed: ReadonlySet<string> | undefined;
    };

export const notReloaded: ReloadState = { kind: "none" };

/** Names a cell of the table of runs. */
export function cellKey(run: number, column: string): string {
  return `${run} ${column}`;
}

/** What is to be said of a reload, in words; empty where there is nothing. */
export function reloadText(reload: ReloadState): string {
  switch (reload.kind) {
    case "none":
      return "";
    case "reading":
    case "simulating":
      return "reloading";
    case "reloaded":
      if (!reload.changed) return "reloaded";
      return `${counted(reload.changed.size, "figure")} changed`;
  }
}
