import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import * as v from "valibot";
import { policies } from "../../../../src/core/policy/registry";
import type { ViewState } from "../../../../src/shared/protocol";
import {
  linkBudget,
  parseViewLink,
  viewLink,
} from "../../../../src/vscode/inspector/links/view-link";
import { freshView } from "../../../../src/vscode/inspector/page/fresh-view";
import { viewStateSchema } from "../../../../src/vscode/inspector/page/view-state-schema";
import { sampleHeader } from "../../webview/samples";
import { resetEditor, Uri } from "../fake-vscode";
import { anyValue } from "./any-value";

const extension = "kvtrace-inspector.kvtrace-inspector";
const header = sampleHeader({ tokens: 8192, promptTokens: 8188 });
const fresh = freshView(header, linkBudget);

/** A trace of the workspace. */
const inside = Uri.file("/data/results of mine/a.kvtrace");
const outside = Uri.file("/elsewhere/a.kvtrace");

function linkOf(view: ViewState, uri = inside): string {
  return viewLink(extension, { uri, header, view });
}

const viewBehind = (link: string) => parseViewLink(Uri.parse(link)).viewOf(header);
const encode = (text: string) => Buffer.from(text).toString("base64url");

describe("a link to a view", () => {
  beforeEach(() => {
    resetEditor().folders = [{ uri: Uri.file("/data"), name: "work", index: 0 }];
  });

  it("brings back every view as it was", () => {
    const texts = [...policies.map(({ id }) => id), "a policy of mine", "pageTokens"];
    const views = anyValue(viewStateSchema, texts).map((value) => v.parse(viewStateSchema, value));
    fc.assert(
      fc.property(views, fc.constantFrom(inside, outside), (view, uri) => {
        assert.deepEqual(viewBehind(linkOf(view, uri)), view);
      }),
      { seed: 19, numRuns: 300 },
    );
  });

  it("is short, and says nothing of what every trace is shown with", () => {
    const runs = fresh.runs.map((run) => ({ ...run, budget: 512 }));
    const usual: Partial<ViewState>[] = [
      {},
      { view: "tokens", step: 3, queryHead: 2, kvHead: 1, layer: 3 },
      { runs, step: 3, view: "clusters", shownRun: 1 },
    ];
    for (const uri of [inside, outside]) {
      const lengths = usual.map((change) => linkOf({ ...fresh, ...change }, uri).length);
      assert.ok(Math.max(...lengths) < 100 * runs.length, `${lengths.join(", ")} characters`);
      assert.match(linkOf(fresh, uri), new RegExp(`view=${encode("{}")}$`));
    }
  });

  it("names the trace as others have it: where it lies in the workspace, or what it is", () => {
    const { place } = parseViewLink(Uri.parse(linkOf(fresh)));
    assert.deepEqual(place, { kind: "workspace", path: "results of mine/a.kvtrace" });
    const link = linkOf(fresh, outside);
    const other = viewLink(extension, {
      uri: outside,
      header: { ...header, decodeSteps: 3 },
      view: fresh,
    });
    assert.notEqual(link, other);
    for (const folder of ["elsewhere", "/elsewhere"]) {
      assert.ok(!Buffer.from(link, "base64url").toString().includes(folder));
    }
  });

  it("may be one of the first version, and hold what is no longer known", () => {
    const file = "file:///data/a.kvtrace";
    const { heatMap } = fresh;
    const old = {
      ...fresh,
      step: 2,
      view: "tokens",
      heatMap: { ...heatMap, scale: "log", gone: 1 },
      tokens: "other",
      runs: [{ ...fresh.runs[1], budget: 7 }],
    };
    const text = JSON.stringify({ trace: "a.kvtrace", view: old });
    const link = `vscode://${extension}/open?file=${encode(file)}&view=${encode(text)}`;
    const { place, viewOf } = parseViewLink(Uri.parse(link));
    assert.equal(place.kind === "file" && place.uri.toString(), file);
    const view = viewOf(header);
    assert.deepEqual(view.heatMap, { ...heatMap, scale: "log" });
    assert.deepEqual(view.tokens, fresh.tokens);
    assert.deepEqual([view.step, view.runs.map(({ budget }) => budget)], [2, [7]]);
  });

  it("leads nowhere but to a trace", () => {
    const refuse = (query: string, why: RegExp) => {
      assert.throws(() => parseViewLink(Uri.parse(`vscode://${extension}/open?${query}`)), why);
    };
    const view = `view=${encode("{}")}`;
    refuse(view, /^InputError: link: is not a link to a view/);
    refuse(`trace=${encode("a.txt")}&${view}`, /not a .kvtrace file/);
    refuse(`trace=${encode("b/../../a.kvtrace")}&${view}`, /leads out of/);
    refuse(`trace=${encode("/a.kvtrace")}&${view}`, /leads out of/);
    refuse(`file=${encode("file:///%ff.kvtrace")}&${view}`, /its file is no address/);
    refuse(`trace=${encode("a.kvtrace")}&view=${encode("[")}`, /not JSON/);
    refuse(`trace=${encode("a.kvtrace")}&view=${encode("7")}`, /not a JSON object/);
  });

  it("leaves out the budget that everybody has", async () => {
    const { contributes } = JSON.parse(await readFile("package.json", "utf8")) as Contributions;
    assert.equal(contributes.configuration.properties["kvtrace.budget"].default, linkBudget);
  });
});

interface Contributions {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown }>>;
    };
  };
}
