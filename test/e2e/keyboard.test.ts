import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import type { ViewName } from "../../src/shared/protocol";
import { waitFor } from "../../test/host/wait-for.mjs";
import { sampleTrace, startHost, type TestHost } from "./host";
import { InspectorPage } from "./inspector-page";
import { viewNames } from "../../src/shared/protocol/view-state";
import { contentOf } from "./views";

/** More stops than a page has between any two of its parts. */
const mostStops = 80;

/** In this file nobody touches the mouse: every key goes to whatever has the focus. */
describe("a person who uses the keyboard alone", () => {
  let host: TestHost;
  let page: InspectorPage;
  let frame: Frame;

  before(async () => {
    host = await startHost({ "run.kvtrace": sampleTrace });
  });
  after(() => host.stop());

  const press = (...keys: string[]) => host.workbench.press(...keys);

  const runCommand = async (title: string) => {
    const { page: window } = host.workbench;
    const input = window.locator(".quick-input-widget .quick-input-box input");
    const focused = window.locator(".quick-input-list .monaco-list-row.focused");
    await waitFor(`"${title}" in the palette`, async () => {
      await press("F1");
      await input.waitFor({ timeout: 3000 });
      await window.keyboard.insertText(title);
      const found = focused.filter({ hasText: title });
      await found.waitFor({ timeout: 3000 }).catch(async (error: unknown) => {
        await press("Escape");
        throw error;
      });
      return true;
    });
    await press("Enter");
  };

  const pageHasFocus = () => frame.waitForFunction(() => document.hasFocus());

  /** Id of what has the focus in the inspector; undefined while it is elsewhere. */
  const focusedId = () =>
    frame.evaluate(() => (document.hasFocus() ? document.activeElement?.id : undefined));

  /** Whether arrow keys go from what has the focus to a control further on in its group. */
  const isInSameGroup = (id: string) =>
    frame.evaluate((wanted) => {
      const focused = document.activeElement;
      const group = focused?.closest("[data-keys]");
      const control = document.getElementById(wanted);
      if (!focused || !group || !control || focused.getAttribute("tabindex") === null) return false;
      const follows = focused.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING;
      return follows !== 0 && control.closest("[data-keys]") === group;
    }, id);

  /** Goes from stop to stop until one is reached. */
  const tabTo = async (id: string, key: "Tab" | "Shift+Tab" = "Tab") => {
    const passed: (string | undefined)[] = [];
    for (let stop = 0; stop < mostStops; stop++) {
      const at = await focusedId();
      if (at === id) return;
      passed.push(at);
      await press((await isInSameGroup(id)) ? "ArrowRight" : key);
    }
    assert.fail(`${key} never reached #${id}; it passed ${passed.join(", ")}`);
  };

  /** What the live region of a view says once it says it. */
  const hear = async (selector: string, said: RegExp) => {
    const region = frame.locator(selector).first();
    return waitFor(`${selector} to say ${said.source}`, async () => {
      const text = (await region.textContent()) ?? "";
      return said.test(text) ? text : undefined;
    });
  };

  /** Changes a control with an arrow key, and gives what it then says. */
  const change = async (id: string, key = "ArrowDown") => {
    await tabTo(id);
    const value = () =>
      frame.locator(`#${id}`).evaluate((control) => (control as HTMLInputElement).value);
    const before = await value();
    await press(key);
    return waitFor(`#${id} to change`, async () => {
      const now = await value();
      return now === before ? undefined : now;
    });
  };

  /** Goes to another view by the arrow keys of the tabs. */
  const goTo = async (view: ViewName) => {
    const now = await frame.locator('[role="tab"][aria-selected="true"]').getAttribute("id");
    await tabTo(now!, "Shift+Tab");
    await press(viewNames.indexOf(view) === 0 ? "Home" : "ArrowRight");
    await contentOf(frame, view);
    assert.equal(await focusedId(), `tab-${view}`);
  };

  it("opens a trace from the explorer", async () => {
    await runCommand("KV Trace: Open Sample Trace");
    await InspectorPage.painted(host.workbench);
    await press("Control+Shift+E");
    const row = host.workbench.page.locator(".explorer-folders-view .monaco-list-row.focused");
    await waitFor("the trace to have the explorer's focus", async () => {
      if ((await row.filter({ hasText: "run.kvtrace" }).count()) > 0) return true;
      await press("ArrowDown");
      return undefined;
    });
    await press("Enter");
    page = await InspectorPage.painted(host.workbench);
    ({ frame } = page);
    assert.equal(await page.text("#trace-name"), "run.kvtrace");
    // From the list of files the focus goes on into the page.
    await waitFor("the focus in the page", async () => {
      if ((await focusedId()) !== undefined) return true;
      await press("Control+1", "Tab");
      return undefined;
    });
  });

  it("moves through the steps, and hears which", async () => {
    await tabTo("step");
    const slider = frame.locator("#step");
    // The page opens at the step that tells most.
    await press("Home", "ArrowRight", "ArrowRight");
    assert.equal(await slider.inputValue(), "2");
    await frame.locator('#step[aria-valuetext^="step 2 of 0 to 63"]').waitFor();
  });

  const stepNow = async () => Number(await frame.locator("#step").inputValue());

  it("steps, and shows views and runs, by keys that do what they say once", async () => {
    await tabTo("tab-banks");
    const before = await stepNow();
    await press("d", "d", "a");
    await waitFor("one step more", async () => (await stepNow()) === before + 1 || undefined);
    await press("6", "1", "]");
    await contentOf(frame, "banks");
    await press("[", "?");
    await frame.locator("#shortcut-list").getByText("step before").waitFor();
    await press("Escape");
    // A person who writes a word writes it.
    await press("/");
    await waitFor("the find box", async () => (await focusedId()) === "tokens-find" || undefined);
    await press("d", "f", "1", "/");
    assert.equal(await frame.locator("#tokens-find").inputValue(), "df1/");
    await press("Escape", "Shift+Tab");
    await goTo("banks");
    assert.equal(await stepNow(), before + 1);
  });

  it("finds the same in the palette", async () => {
    const before = await stepNow();
    await runCommand("KV Trace: Step Forward");
    await waitFor("the next step", async () => (await stepNow()) === before + 1 || undefined);
    await runCommand("KV Trace: Show Tokens");
    await contentOf(frame, "tokens");
    await runCommand("KV Trace: Undo Change of View");
    await contentOf(frame, "banks");
    await runCommand("KV Trace: Show Run…");
    const runs = host.workbench.page.locator(".quick-input-list .monaco-list-row");
    await runs.filter({ hasText: "shown now" }).waitFor();
    // The editor gives the focus back to the page when the palette closes, which may be after this list opened.
    await host.workbench.page.locator(".quick-input-widget .quick-input-box input").focus();
    await press("ArrowDown", "Enter");
    await frame.locator('[data-test="run-1"][aria-current="true"]').waitFor();
    await pageHasFocus();
    await press("ArrowUp");
    await frame.locator('[data-test="run-0"][aria-current="true"]').waitFor();
    await runCommand("KV Trace: Step Back");
    await waitFor("the step before", async () => (await stepNow()) === before || undefined);
    await pageHasFocus();
    await press("a");
    await waitFor("step 2", async () => (await stepNow()) === 2 || undefined);
  });

  it("reads Banks", async () => {
    await tabTo("tab-banks");
    assert.equal(await change("heat-map-metric"), "overMean");
    await tabTo("heat-map-difference");
    await press("Enter");
    await tabTo("heat-map-0");
    await press("ArrowRight", "ArrowRight", "ArrowDown");
    await hear('#panel-banks [data-test="heat-map-live"]', /channel 1.*bank group.*Difference/i);
    await press("Enter");
    await hear("#details", /Tokens that query head \d+ reads here: \d+/);
    await tabTo("view-settings");
    await press("Enter");
    await tabTo("heat-map-show-table");
    await press("Enter");
    await frame.locator("#load-table tbody tr").first().waitFor({ state: "attached" });
    await press("Enter", "Escape");
  });

  it("reads Time", async () => {
    await goTo("time");
    await frame.locator('#chart-cycles[aria-label^="Time"]').waitFor();
    await frame.locator('#chart-steps[aria-label*="step 2 is marked"]').waitFor();
  });

  it("reads Timeline", async () => {
    await goTo("timeline");
    await hear("#timeline-facts", /command/);
    await tabTo("timeline");
    await press("Home");
    await hear('[data-test="timeline-live"]', /^WRGB/);
    await press("n");
    await hear('[data-test="timeline-live"]', /^ACTAB/);
    await press("h");
    await hear("#details-title", / · /);
  });

  it("reads Tokens, and where the token lies that it picks", async () => {
    await goTo("tokens");
    assert.equal(await change("tokens-colour"), "cluster");
    await tabTo("token-map");
    await press("ArrowDown", "ArrowDown", "ArrowRight");
    const said = await hear('.tokens [data-test="heat-map-live"]', /^Step \d+, token \d+/);
    await press("Enter");
    const [, token] = /token (\d+)/.exec(said)!;
    await hear("#details", new RegExp(`token ${token}\\b.*Banks`, "is"));
  });

  it("reads Clusters, and the tokens of the cluster that it picks", async () => {
    await goTo("clusters");
    assert.equal(await change("clusters-order"), "spread");
    await tabTo("clusters-cluster-next");
    await press("Enter");
    await hear("#details-title", /^Cluster \d+$/);
    await hear("#details", /Its tokens: \d+/);
    await tabTo("slot-map");
    await press("ArrowDown", "ArrowRight");
    await hear('.clusters [data-test="heat-map-live"]', /^Line \d+, lane \d+/);
  });

  it("reads Trade-off", async () => {
    await goTo("trade-off");
    await change("trade-off-cost");
  });

  it("reads what is in the file, and comes back to Banks", async () => {
    await tabTo("file-info", "Shift+Tab");
    await press("Enter");
    await frame
      .locator("#layer-table")
      .getByText(/960|1024/)
      .first()
      .waitFor();
    await press("Escape");
    await goTo("banks");
    await page.assertClean();
  });
});
