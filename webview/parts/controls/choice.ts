/** One entry of a list to choose from. */
export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** Offered, but cannot be chosen; the label says why. */
  readonly disabled?: boolean;
}
