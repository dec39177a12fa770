import assert from "node:assert/strict";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { accessibilityFindings } from "./accessibility";
import { sampleTrace, startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";

/** The same trace with other keys: their numbers in reverse order. */
function withOtherKeys(whole: Buffer): Buffer {
  const bytes = Buffer.from(whole);
  const header = Number(bytes.readBigUInt64LE(0));
  const tensors = JSON.parse(bytes.toString("utf8", 8, 8 + header)) as Record<
    string,
    { readonly data_offsets: readonly [number, number] }
  >;
  for (const [name, { data_offsets }] of Object.entries(tensors)) {
    if (!name.endsWith(".keys")) continue;
    const [from, to] = data_offsets.map((offset) => 8 + header + offset);
    const keys = new Uint16Array(bytes.buffer.slice(from, to)).reverse();
    bytes.set(new Uint8Array(keys.buffer), from);
  }
  return bytes;
}

describe("a person whose script writes the trace again and again", () => {
  let host: TestHost;
  let page: InspectorPage;
  let versions: readonly Buffer[];

  before(async () => {
    const whole = await readFile(sampleTrace);
    versions = [whole, withOtherKeys(whole)];
    host = await startHost({ "run.kvtrace": sampleTrace });
    await writeFile(path.join(host.folder, "other.kvtrace"), versions[1]);
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile("run.kvtrace");
    page = await InspectorPage.painted(host.workbench);
  });
  after(() => host.stop());

  const cells = ({ frame }: InspectorPage) => frame.locator(".run-row td[data-column]");

  it("sees no error, figures marked as old while they are, and in the end which changed", async () => {
    const { frame } = page;
    const before = await cells(page).allInnerTexts();
    await frame.evaluate(() => {
      // As for a person whose editor moves, which the editor of these tests does not.
      document.body.classList.remove("vscode-reduce-motion");
      const seen = { errors: 0, failed: 0, fresh: 0, reading: 0, flashes: 0 };
      Object.assign(window, { seen });
      const look = () => {
        const message = document.querySelector<HTMLElement>("#message.error");
        if (message && !message.hidden) seen.errors++;
        if (document.body.dataset.state === "failed") seen.failed++;
        const isReading =
          document.querySelector<HTMLElement>("#reload-news")?.dataset.reload === "reading";
        if (isReading) seen.reading++;
        if (isReading && document.querySelector(".run-row:not(.old)")) seen.fresh++;
        requestAnimationFrame(look);
      };
      look();
      document.addEventListener("animationstart", ({ animationName }) => {
        if (animationName === "changed") seen.flashes++;
      });
    });
    const file = path.join(host.folder, "run.kvtrace");
    for (let time = 1; time <= 100; time++) {
      if (time <= 50) {
        await writeFile(`${file}.new`, versions[time % 2]);
        await rename(`${file}.new`, file);
      } else await writeFile(file, versions[time % 2]);
      await delay(250);
    }
    await writeFile(file, versions[1]);
    await frame.locator('#reload-news[data-reload="reloaded"]').waitFor({ timeout: 60_000 });
    page = await InspectorPage.painted(host.workbench);
    await page.screenshot("live-reload");
    const seen = await frame.evaluate(
      () => (window as unknown as { seen: Record<string, number> }).seen,
    );
    const { errors, failed, fresh, reading } = seen;
    assert.deepEqual({ errors, failed, fresh }, { errors: 0, failed: 0, fresh: 0 });
    assert.ok(reading > 0);
    const after = await cells(page).allInnerTexts();
    assert.notDeepEqual(after, before);
    const said = await page.text("#reload-news");
    const [count] = /\d+/.exec(said) ?? [];
    assert.match(said, /^\d+ figures? changed$/);
    assert.equal(Number(count), await frame.locator(".run-row td.changed").count());
    // An animation starts with a frame of its own.
    await frame.waitForFunction(
      (least) => (window as unknown as { seen: Record<string, number> }).seen.flashes >= least,
      Number(count),
    );
    assert.deepEqual(await accessibilityFindings(frame), []);
    await host.workbench.openFile("other.kvtrace");
    const other = await InspectorPage.painted(host.workbench);
    assert.deepEqual(after, await cells(other).allInnerTexts(), "those of the file as it is now");
    await page.assertClean();
  });
});
