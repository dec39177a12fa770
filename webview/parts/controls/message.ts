/** Something the user has to know; a new one replaces it. */
export interface Message {
  readonly kind: "error" | "information";
  readonly text: string;
}
