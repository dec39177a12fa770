import { InputError } from "../errors";
import { fieldText } from "./field-text";

/** What a part of the header says about a length. */
export interface Claim {
  readonly value: number;
  /** Tensor or metadata key that says so. */
  readonly source: string;
  /** What of it is wrong if the length is. */
  readonly field: string;
  /** Where that stands in the file. */
  readonly offset: number;
}

/** A length that several parts must agree on: the first one sets it, the others are held to it. */
export class Dimension {
  private first: Claim | undefined;

  /** @param name as shown in messages */
  constructor(
    private readonly name: string,
    private readonly minimum: number,
  ) {}

  get claim(): Claim | undefined {
    return this.first;
  }

  get value(): number | undefined {
    return this.first?.value;
  }

  /** @throws InputError if the length is too small, or an earlier claim said otherwise */
  hold(claim: Claim): void {
    const { value, field, offset } = claim;
    if (value < this.minimum) {
      const reason = `${this.name} is ${value}, less than ${this.minimum}`;
      throw new InputError(fieldText(field), reason, { offset });
    }
    this.first ??= claim;
    if (this.first.value === value) return;
    const reason = `${this.name} is ${value} here but ${this.first.value} in ${this.first.source}`;
    throw new InputError(fieldText(field), reason, { offset });
  }
}
