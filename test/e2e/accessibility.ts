/** What axe-core finds wrong with a page for people who cannot see it or use no mouse. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame } from "playwright-core";

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * Serious and critical findings, a line each; none is what is wanted.
 * @param part selector of what is looked at
 */
export async function accessibilityFindings(frame: Frame, part = "html"): Promise<string[]> {
  const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  // Evaluated by the browser's debugger, which the page's policy does not bind.
  await frame.evaluate(await readFile(script, "utf8"));
  const { violations } = await frame.evaluate<{ violations: Finding[] }>(
    `axe.run(${JSON.stringify(part)}, { resultTypes: ["violations"] })`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
}
