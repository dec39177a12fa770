import type { CDPSession } from "playwright-core";

/** Milliseconds that the browser's pages and painter have spent on a processor. */
export async function processorTime(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const working = processInfo.filter(({ type }) => type === "renderer" || type === "GPU");
  return working.reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0);
}
