/** Something the user has to know; a new one replaces it. */
export interface Message {
  readonly kind: "error" | "information";
  readonly text: string;
  /** What the user may do about it, on a button. */
  readonly action?: { readonly label: string; readonly act: () => void };
}
