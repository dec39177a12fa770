import { InputError } from "../../../src/core/errors";
import type { Outcome } from "./kind";

/** Characters of a message that still is one sentence. */
const mostCharacters = 2000;

/** What a message says where a value was put into words that is none. */
const notInWords = /\bundefined\b|\[object |\bfunction\b|=>/;

/**
 * Does something with what was disturbed: the product accepts it, or refuses it in its own words.
 * @throws what is no refusal, and an Error about a refusal that says too little or too much
 */
export async function acceptedOrRefused(act: () => unknown): Promise<Outcome> {
  try {
    await act();
    return "accepted";
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    checkRefusal(error);
    return "refused";
  }
}

/** @throws Error unless a refusal names a field and says in words what is wrong with it */
function checkRefusal({ field, reason, message }: InputError): void {
  if (field === "" || reason === "") throw new Error(`refused without field or reason: ${message}`);
  if (message.length > mostCharacters) {
    throw new Error(`refused in ${message.length} characters: ${message.slice(0, 200)}`);
  }
  if (notInWords.test(reason)) throw new Error(`refused in no words of a user: ${message}`);
}
