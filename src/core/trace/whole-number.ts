import { InputError } from "../errors";
import type { InputPlace } from "../errors";
import { fieldText } from "./field-text";

/** Digits of 2^53: no longer literal is exact as a double. */
const mostDigits = 16;

/**
 * The value of a decimal literal, exactly.
 * @throws InputError unless it is a whole number from 0 to 2^53 - 1, naming `field`
 */
export function parseWholeNumber(field: string, literal: string, place: InputPlace): number {
  const shown = fieldText(literal);
  if (/^-\d+$/.test(literal)) throw new InputError(field, `${shown} is negative`, place);
  if (!/^\d+$/.test(literal)) throw new InputError(field, `${shown} is not a whole number`, place);
  const value = literal.length > mostDigits ? Infinity : Number(literal);
  if (!Number.isSafeInteger(value)) {
    throw new InputError(field, `${shown} is 2^53 or more`, place);
  }
  return value;
}
