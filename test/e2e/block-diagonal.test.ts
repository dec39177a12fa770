import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { waitFor } from "../../test/host/wait-for.mjs";
import { safetensorsFile } from "../fixtures/trace/safetensors-file";
import { accessibilityFindings } from "./accessibility";
import { ArraysPage } from "./arrays-page";
import { startHost, type TestHost } from "./host";

/** Two matrices of a layer and a vector, small enough to be projected at once. */
function weightFile(): Uint8Array {
  const matrix = (rows: number, columns: number) =>
    Float32Array.from({ length: rows * columns }, (_, at) => Math.sin(at * at));
  return safetensorsFile([
    { name: "layer.up", dtype: "F32", shape: [256, 64], data: matrix(256, 64) },
    { name: "layer.down", dtype: "F32", shape: [64, 256], data: matrix(64, 256) },
    { name: "layer.bias", dtype: "F32", shape: [64], data: matrix(1, 64) },
  ]);
}

describe("a person who maps block-diagonal weights", () => {
  let host: TestHost;
  let page: ArraysPage;

  before(async () => {
    host = await startHost({});
    await writeFile(path.join(host.folder, "small.safetensors"), weightFile());
    await host.workbench.runCommand("KV Trace: Map Block-Diagonal Weights");
    const { page: window } = host.workbench;
    await window.locator(".quick-input-list").getByText("BERT-large").first().click();
    page = await ArraysPage.painted(host.workbench);
  });
  after(() => host.stop());

  it("sees how many arrays each strategy takes, and how full they are", async () => {
    assert.equal(await page.figure("arrays"), "576");
    assert.match(await page.figure("utilisation"), /^83\.3/);
    assert.match(await page.text("#map-title"), /^DenseMap: 576 arrays of 256 × 256 cells/);
    assert.ok((await page.colours("#array-map canvas")) > 1, "the arrays are drawn");
    assert.ok((await page.framed()) > 1);
    for (const chart of ["arrays", "utilisation", "latency", "energy", "sweep"]) {
      assert.ok((await page.colours(`#chart-${chart}`)) > 3, `${chart} is drawn`);
    }
    await page.screenshot("arrays-overview");
    await page.frame.locator("#chart-arrays").scrollIntoViewIfNeeded();
    await page.screenshot("arrays-bars");
    await page.frame.locator("#chart-sweep").scrollIntoViewIfNeeded();
    await page.screenshot("arrays-sweep");
    await page.frame.locator("#published-table").scrollIntoViewIfNeeded();
    await page.screenshot("arrays-published");
    await page.assertClean();
  });

  it("looks into an array with the keyboard, and colours its blocks", async () => {
    await page.frame.locator("#array-map").focus();
    await host.workbench.press("ArrowRight", "ArrowRight", "Enter");
    await page.frame.locator("#map-title").getByText("array 1,").waitFor();
    assert.ok((await page.colours("#array-map canvas")) >= 5, "four diagonals and nothing");
    await page.screenshot("arrays-array");
    await page.choose("#colour-by", "Step");
    await page.frame.locator('.colour-bar[data-title="step of the array"]').waitFor();
    await page.screenshot("arrays-array-steps");
    await page.choose("#colour-by", "Diagonal");
    await page.frame.locator("#map-show-table").click();
    await page.frame.locator("#map-table tbody tr").first().waitFor();
    assert.equal(await page.frame.locator("#map-table tbody tr").count(), 32);
    await page.frame.locator("#map-show-table").click();
  });

  it("plays the schedule, stops it, and steps through it by keyboard", async () => {
    await page.frame.locator("#player-position").getByText("step 0 of").waitFor();
    assert.equal(await page.framed(), 1, "one block works in a step");
    await page.frame.locator("#player-play").click();
    await page.frame.locator("#player-position").getByText("step 2 of").waitFor();
    await page.frame.locator('#player-play[aria-label="Pause"]').click();
    await page.frame.locator('#player-play[aria-label="Play"]').waitFor();
    const slider = page.frame.locator("#player");
    await slider.focus();
    await host.workbench.press("End");
    await page.frame.locator("#player-position").getByText("step 31 of 0 to 31").waitFor();
    assert.match(await page.text("#player-text"), /drives 32 rows and reads 32 columns, 4 conv/);
    await host.workbench.press("Home");
    await page.frame.locator("#player-position").getByText("step 0 of").waitFor();
    await host.workbench.press("ArrowRight");
    await page.frame.locator("#player-position").getByText("step 1 of").waitFor();
    await page.screenshot("arrays-player");
    await page.frame.locator("#all-arrays").click();
    await page.frame.locator("#map-title").getByText("576 arrays").waitFor();
    await page.assertClean();
  });

  it("switches the strategy and changes the ADCs", async () => {
    await page.choose("#strategy", "Linear");
    await page.frame.locator("#map-title").getByText("Linear: 4\u202f608 arrays").waitFor();
    const before = await page.figure("latency");
    await page.enter("#parameter-adcs", "32");
    await page.frame.locator("#strategy-table-caption").getByText("With 32 ADCs").waitFor();
    await page.settled();
    assert.notEqual(await page.figure("latency"), before);
    await page.screenshot("arrays-linear");
    await page.choose("#strategy", "SparseMap");
    await page.frame.locator("#map-title").getByText("SparseMap: 2\u202f304 arrays").waitFor();
    await page.screenshot("arrays-sparse");
    await page.choose("#strategy", "DenseMap");
    await page.frame.locator("#map-title").getByText("DenseMap: 576").waitFor();
  });

  it("is told what is wrong with an option by its name, and goes on", async () => {
    await page.enter("#parameter-blockSize", "48");
    const message = page.frame.locator("#message");
    await message.getByText("block size: 48 does not divide the array size 256").waitFor();
    await page.screenshot("arrays-wrong");
    assert.deepEqual(await accessibilityFindings(page.frame), []);
    await page.enter("#parameter-blockSize", "512");
    await message.getByText("array size: 256 is smaller than a block of 512").waitFor();
    await page.enter("#parameter-adcs", "0");
    const problem = page.frame.locator('[data-test="parameter-adcs-problem"]');
    await problem.getByText("ADCs per array has to be a whole number from 1 to").waitFor();
    await page.enter("#parameter-adcs", "8");
    await page.enter("#parameter-blockSize", "");
    await page.settled();
    assert.ok(await message.isHidden());
    assert.equal(await page.figure("arrays"), "576");
  });

  for (const format of ["csv", "json", "svg", "png"] as const) {
    it(`saves it as ${format}`, async () => {
      if (format === "json") await host.workbench.runCommand("KV Trace: Export Results as JSON");
      else {
        await page.frame.locator("#export").click();
        await page.frame.locator(`#export-${format}`).click();
      }
      await host.workbench.page.locator(".quick-input-widget:visible input").first().waitFor();
      await host.workbench.press("Enter");
      const name = `bert-large-arrays.${format}`;
      await page.frame.locator("#message").getByText(name).waitFor();
      const bytes = await readFile(path.join(host.folder, name));
      const text = bytes.toString();
      if (format === "csv") assert.match(text, /^strategy,adcs.*\nLinear,1,8,4608,/);
      if (format === "json") assert.match(text, /"name": "DenseMap"/);
      if (format === "svg")
        assert.match(text, /<svg .*DenseMap: 576.*Utilisation.*ADCs per array/s);
      if (format === "png") assert.equal(bytes.toString("latin1", 1, 4), "PNG");
      await page.frame.locator("#dismiss-message").click();
    });
  }

  for (const theme of ["light", "highContrastDark", "highContrastLight", "dark"] as const) {
    it(`reads it in ${theme}, and so does a reader`, async () => {
      await host.workbench.setTheme(theme);
      await page.frame.locator("#arrays-name").scrollIntoViewIfNeeded();
      await page.screenshot(`arrays-${theme}`);
      await page.frame.locator("#chart-latency").scrollIntoViewIfNeeded();
      await page.screenshot(`arrays-bars-${theme}`);
      await page.frame.locator("#array-next").click();
      await page.frame.locator("#map-title").getByText("array 0,").waitFor();
      await page.screenshot(`arrays-array-${theme}`);
      assert.deepEqual(await accessibilityFindings(page.frame), []);
      await page.frame.locator("#all-arrays").click();
      await page.assertClean();
    });
  }

  it("maps a weight file of their own and projects one of its tensors", async () => {
    await page.frame.locator("#arrays-name").scrollIntoViewIfNeeded();
    await page.choose("#weights", "Weights file…");
    await host.workbench.page.locator(".quick-input-widget:visible input").first().waitFor();
    const dialog = host.workbench.page.locator(".quick-input-widget:visible");
    const file = path.join(host.folder, "small.safetensors");
    await waitFor("the dialog to take the file", async () => {
      // The dialog fills in its folder when it has read it.
      if ((await dialog.count()) === 0) return true;
      await dialog.locator("input").first().fill(file);
      await dialog.getByText("small.safetensors").first().waitFor({ timeout: 1000 });
      await host.workbench.press("Enter");
      await dialog.waitFor({ state: "hidden", timeout: 1000 });
      return true;
    });
    await page.frame.locator("#facts").getByText("2 linear layers").waitFor();
    await page.settled();
    const card = page.frame.locator('[data-test="projection"]');
    await card.scrollIntoViewIfNeeded();
    await card.locator("#project").click();
    await card.locator("#projection-status").getByText("Projected").waitFor();
    assert.match(await page.figure("projection-tiles"), /of order 256, blocks of 16$/);
    assert.match(await page.figure("projection-error"), /^0\.\d/);
    await page.screenshot("arrays-projection");
    await page.enter("#layers", "layer.bias");
    const message = page.frame.locator("#message");
    await message.getByText(/layer\.bias\.shape: \[64\] is no matrix/).waitFor();
    await page.enter("#layers", "layer.up");
    await page.frame.locator("#facts").getByText("1 linear layers").waitFor();
    assert.ok(await message.isHidden());
  });

  it("finds it as it was after the window is loaded again", async () => {
    await host.workbench.page.waitForTimeout(600);
    await host.workbench.page.reload();
    page = await ArraysPage.painted(host.workbench);
    assert.match(await page.text("#facts"), /^1 linear layers/);
    await page.assertClean();
  });
});
