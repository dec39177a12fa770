import { setTimeout as delay } from "node:timers/promises";

const pauseMs = 50;

/** How long one thing on screen may take on a slow machine. */
export const patienceMs = 60_000;

/**
 * Asks again and again until there is an answer. A question that fails counts as not answered yet:
 * pages replace their elements while one looks at them.
 *
 * @template T
 * @param {string} what named in the error
 * @param {() => Promise<T | undefined>} ask
 * @param {number} [limitMs]
 * @returns {Promise<T>}
 */
export async function waitFor(what, ask, limitMs = patienceMs) {
  const deadline = Date.now() + limitMs;
  /** @type {unknown} */
  let trouble;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      trouble = undefined;
    } catch (error) {
      trouble = error;
    }
    await delay(pauseMs);
  } while (Date.now() < deadline);
  throw new Error(`Waited ${limitMs / 1000} s for ${what}`, { cause: trouble });
}
