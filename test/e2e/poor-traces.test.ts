import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Frame } from "playwright-core";
import { syntheticTrace } from "../../src/core/trace/generate/generate-trace";
import { parseGenerateParameters } from "../../src/core/trace/generate/options";
import type { TraceLayer } from "../../src/shared/protocol";
import { viewNames } from "../../src/shared/protocol/view-state";
import { writeTraceFile } from "../../src/core/trace/write-trace";
import { accessibilityFindings } from "./accessibility";
import { sampleTrace, startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";
import { showView } from "./views";

const promptTokens = 256;

const screenshot = (name: string) => path.resolve(`test-results/screenshots/${name}.png`);

interface PoorTrace {
  readonly name: string;
  readonly steps: number;
  /** What its layers do not hold. */
  readonly lacks: Partial<TraceLayer>;
}

const poorTraces: readonly PoorTrace[] = [
  { name: "without queries", steps: 8, lacks: { hasQueries: false } },
  { name: "without values", steps: 8, lacks: { hasValues: false } },
  { name: "with one step", steps: 1, lacks: {} },
];

/** Files that hold no trace, by their names, each made of a whole trace. */
const noTraces: Readonly<Record<string, (whole: Buffer) => Buffer>> = {
  truncated: (whole) => whole.subarray(0, whole.length >> 1),
  empty: () => Buffer.alloc(0),
  garbage: (whole) => Buffer.from(whole.map((byte, at) => (byte * 31 + at * 17) & 255)),
};

/** Writes a small trace whose layers lack what is said. */
async function writePoorTrace(file: string, { steps, lacks }: PoorTrace): Promise<void> {
  const given = { layers: 3, queryHeads: 4, kvHeads: 2, promptTokens, headDimension: 32 };
  const { header, content } = syntheticTrace({ ...parseGenerateParameters(given), steps });
  const layers = header.layers.map((layer) => ({ ...layer, ...lacks }));
  await writeTraceFile(file, { ...header, layers }, content, { dataType: "F16" });
}

describe("a person with a trace that lacks something", () => {
  let host: TestHost;

  before(async () => {
    host = await startHost({});
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
  });
  after(() => host.stop());

  const open = async (trace: PoorTrace): Promise<Frame> => {
    const name = `${trace.name.replaceAll(" ", "-")}.kvtrace`;
    await writePoorTrace(path.join(host.folder, name), trace);
    await host.workbench.openFile(name);
    return host.workbench.webview(`#trace-name:text-is("${name}")`);
  };

  /** Finds no error, and no view that is offered without showing a picture. */
  const assertSound = async (page: InspectorPage) => {
    assert.ok(await page.frame.locator("#message").isHidden(), "there is no error");
    for (const view of viewNames) {
      const tab = page.frame.locator(`#tab-${view}`);
      if (await tab.isDisabled()) {
        assert.match((await tab.getAttribute("title")) ?? "", /\.$/, `${view} says why not`);
        continue;
      }
      await showView(page, view);
      assert.ok(await page.frame.locator(`#panel-${view} .empty`).isHidden(), view);
      assert.ok(await page.frame.locator("#message").isHidden(), `no error in ${view}`);
      assert.deepEqual(await accessibilityFindings(page.frame), [], view);
    }
    await page.assertClean();
  };

  it("is told in one sentence that there are no steps, and of no error", async () => {
    const frame = await open({ name: "without steps", steps: 0, lacks: {} });
    const sentences = frame.locator("#picture").getByText("The trace has no decode steps").filter({
      visible: true,
    });
    await sentences.waitFor();
    assert.equal(await sentences.count(), 1);
    assert.ok(await frame.locator("#message").isHidden(), "there is no error");
    for (const view of viewNames) {
      const tab = frame.locator(`#tab-${view}`);
      assert.ok(await tab.isDisabled(), view);
      assert.match((await tab.getAttribute("title")) ?? "", /no decode steps/);
    }
    const bar = await frame.locator(".step-text").textContent();
    assert.equal(bar, `no steps · ${promptTokens} tokens`);
    assert.deepEqual(await accessibilityFindings(frame), []);
    await host.workbench.screenshot(screenshot("poor-without-steps"));
  });

  for (const trace of poorTraces) {
    it(`sees what there is to see of one ${trace.name}`, async () => {
      await open(trace);
      const page = await InspectorPage.painted(host.workbench);
      const last = trace.steps - 1;
      const step = page.frame.locator("#step");
      // Of one step there is none to choose.
      if (last > 0) await step.fill(`${last}`);
      else assert.ok(await step.isDisabled());
      const text = `step ${last} / ${last} · ${promptTokens + trace.steps} tokens`;
      await page.frame.locator(".step-text").filter({ hasText: text }).waitFor();
      await assertSound(page);
      await page.screenshot(`poor-${trace.name.replaceAll(" ", "-")}`);
    });
  }

  for (const [name, make] of Object.entries(noTraces)) {
    it(`is told why a file that is ${name} cannot be shown, in the editor's place`, async () => {
      const file = `${name}.kvtrace`;
      await writeFile(path.join(host.folder, file), make(await readFile(sampleTrace)));
      await host.workbench.openFile(file);
      const frame = await host.workbench.webview("#opening[role=alert]");
      const texts = await frame.locator("#opening > *").allInnerTexts();
      assert.equal(texts.length, 3, texts.join(" / "));
      assert.equal(texts[0], "This trace cannot be shown");
      assert.ok(texts[1].includes(file), texts[1]);
      assert.equal(await frame.locator("#message, #picture").count(), 0);
      assert.deepEqual(await accessibilityFindings(frame), []);
      await host.workbench.screenshot(screenshot(`poor-${name}`));
      await host.workbench.runCommand("View: Close Editor");
    });
  }
});
