import { setTimeout as wait } from "node:timers/promises";

/** Lets everything that is under way come to where it waits for a test. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await wait(0);
}
