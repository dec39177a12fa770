import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { stepColumnNames, type FigureReader } from "../../src/shared/figures";
import { formatShare } from "../../src/shared/format/number";
import type { RunColumn, RunConfiguration } from "../../src/shared/protocol";
import { buildCatalog } from "../../src/vscode/inspector/page/catalog";
import { runColumns, writerOf } from "../../webview/page/runs/columns";
import type { RunSummary } from "../../webview/state/runs/run-summaries";
import { runCli } from "../unit/cli/run-cli";
import { waitFor } from "../../test/host/wait-for.mjs";
import { sampleTrace, startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";

/** The runs of a page of the sample, by the names of the command line. */
const policies = ["starc", "full", "token-topk", "quest"];
const baseline = policies.indexOf("full");

const { devices } = buildCatalog({ devices: [], policyParameters: {} });

const ids = runColumns.map(({ id }) => id);

/** A run as `--json` prints it. */
type PrintedRun = RunConfiguration & { readonly mean: Readonly<Record<string, number | null>> };

/** A run of the command line with figures, for what the page writes of one of its own. */
function summaryOf(run: RunConfiguration, index: number, figure: FigureReader): RunSummary {
  const device = devices.find(({ id }) => id === run.device) ?? assert.fail(run.device);
  return { index, name: run.policy, configuration: run, device, figure };
}

/** What the table would say of runs: by column, the text of each run. */
function written(runs: readonly RunSummary[]): ReadonlyMap<RunColumn, readonly string[]> {
  return new Map(
    runColumns.map((column) => {
      const values = runs.map((run) => column.value(run, runs[baseline]));
      const { write } = writerOf(column, values);
      const suffix = column.id === "reads" ? " wasted" : "";
      return [column.id, values.map((value) => write(value) + suffix)];
    }),
  );
}

describe("a person who compares the page with the command line", () => {
  let host: TestHost;
  let page: InspectorPage;
  let frame: Frame;
  let printed: readonly PrintedRun[];
  /** Lines of the CSV by their names. */
  let lines: readonly Readonly<Record<string, string>>[];

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
    await host.workbench.runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await host.workbench.openFile("run.kvtrace");
    page = await InspectorPage.painted(host.workbench);
    ({ frame } = page);
    const [layer] = /\d+/.exec(await page.text("#layer")) ?? assert.fail("no layer");
    const [budget] = /\d+/.exec(await page.text("#run-0-name")) ?? assert.fail("no budget");
    const csv = path.join(host.folder, "figures.csv");
    const options = ["--policy", policies.join(), "--budget", budget, "--layers", layer];
    const { out, err, code } = runCli("simulate", sampleTrace, ...options, "--csv", csv, "--json");
    assert.equal(code, 0, err);
    ({ runs: printed } = JSON.parse(out) as { runs: readonly PrintedRun[] });
    const [names, ...rows] = readFileSync(csv, "utf8").trim().split(/\r?\n/);
    lines = rows.map((row) => {
      const values = row.split(",");
      return Object.fromEntries(names.split(",").map((name, at) => [name, values[at]]));
    });
  });
  after(() => host.stop());

  /** Columns of the table as the page shows them. */
  const shown = async () => {
    const cells = await frame.locator(".run-row").evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll<HTMLElement>("td[data-column]")].map((cell) => {
          return [cell.dataset.column ?? "", cell.innerText.trim()] as const;
        }),
      ),
    );
    return cells.map((row) => new Map(row));
  };

  const chooseAll = async () => {
    await frame.locator("#run-columns").click();
    for (const id of ids) await frame.locator(`#run-column-${id}`).check();
    await host.workbench.press("Escape");
    await waitFor("the columns", async () => {
      const [row] = await shown();
      return ids.every((id) => row.has(id)) || undefined;
    });
  };

  /** Compares what the table shows with figures of the command line, every column of its menu. */
  const assertFigures = async (runs: readonly RunSummary[]) => {
    const wanted = written(runs);
    await chooseAll();
    const rows = await shown();
    assert.equal(rows.length, policies.length);
    for (const id of ids) {
      assert.deepEqual(
        rows.map((row) => row.get(id)),
        wanted.get(id),
        id,
      );
    }
  };

  it("finds the means over all heads and steps the same in every column", async () => {
    assert.deepEqual(
      printed.map(({ policy }) => policy),
      policies,
    );
    await assertFigures(
      printed.map((run, index) => summaryOf(run, index, (column) => run.mean[column] ?? NaN)),
    );
    await page.screenshot("figures-equal-means");
  });

  it("finds the same wasted share in the status bar and in the view of traces", async () => {
    const window = host.workbench.page;
    const shares = printed.map(({ mean }) => `${formatShare(mean.wasted ?? NaN)} wasted`);
    const bar = window.locator('.statusbar [id*="kvtrace.figure"]');
    await window.locator('.activitybar [aria-label*="KV Traces"]').first().click();
    const row = (name: string) =>
      window.locator(".sidebar .monaco-list-row:visible").filter({ hasText: name });
    for (const [place, share] of shares.entries()) {
      const name = frame.locator(`#run-${place}-name`);
      await name.click();
      await bar.getByText(share).waitFor();
      await row(await name.innerText())
        .getByText(share)
        .first()
        .waitFor();
    }
    await frame.locator("#run-0-name").click();
  });

  it("finds every figure of a head at a step the same", async () => {
    const [, head] = /Q (\d+)/.exec(await page.text("#head")) ?? assert.fail("no head");
    const step = await frame.locator("#step").inputValue();
    await frame.locator("#scope").click();
    await frame.locator("#scope-heads").selectOption("shown");
    await frame.locator("#scope-steps").selectOption("shown");
    await host.workbench.press("Escape");
    await page.textLike("#scope", new RegExp(`head ${head} × step ${step}|step ${step}`));
    const figures = printed.map((run, index) => {
      const line = lines.find(
        (one) => one.policy === run.policy && one.queryHead === head && one.step === step,
      );
      assert.ok(line, `${run.policy}, head ${head}, step ${step}`);
      assert.ok(stepColumnNames.every((column) => column in line));
      return summaryOf(run, index, (column) => (line[column] === "" ? NaN : Number(line[column])));
    });
    await assertFigures(figures);
    await page.screenshot("figures-equal-step");
    await page.assertClean();
  });
});
