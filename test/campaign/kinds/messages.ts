import * as v from "valibot";
import { defaultCimConfiguration } from "../../../src/core/cim/configuration";
import { defaultCimView } from "../../../src/vscode/cim/default-view";
import { parseCimMessage, parseCimView } from "../../../src/vscode/cim/page-message";
import { parseViewLink } from "../../../src/vscode/inspector/links/view-link";
import { parsePageMessage } from "../../../src/vscode/inspector/page/page-message";
import { viewStateSchema } from "../../../src/vscode/inspector/page/view-state-schema";
import { sameValue } from "../../../src/core/same-value";
import type { Random } from "../../../src/core/trace/generate/random";
import { pageMessages } from "../../fixtures/protocol/page-messages";
import { resetEditor, Uri } from "../../unit/vscode/fake-vscode";
import { sampleHeader, sampleView } from "../../unit/webview/samples";
import type { Kind, Outcome, Try } from "../frame/kind";
import { acceptedOrRefused } from "../frame/refusals";
import { deepText, mutateJson, textOf, type Json } from "../mutate/json";
import { pick } from "../mutate/values";

const configuration = defaultCimConfiguration;
const weightFile = { kind: "file", path: "/w.safetensors", layers: "*.weight" };

/** One message of every kind of the page of arrays. */
const cimMessages: readonly object[] = [
  { kind: "open", id: 1, version: 1 },
  { kind: "study", id: 2, weights: { kind: "model", name: "x" }, configuration },
  { kind: "study", id: 3, weights: weightFile, configuration },
  { kind: "arrays", id: 4, strategy: "dense" },
  { kind: "array", id: 5, strategy: "sparse", array: 7 },
  { kind: "turn", id: 6, strategy: "linear", turn: 0 },
  { kind: "project", id: 7, path: "/w", tensor: "w", transposed: false, configuration },
  { kind: "cancel", id: 8, target: 5 },
  { kind: "pickWeights", id: 9 },
  { kind: "saveView", id: 10, view: defaultCimView },
  { kind: "export", id: 11, format: "csv" },
  { kind: "saveImage", id: 12, format: "svg", content: "<svg/>" },
];

/** What a validator takes is a message: it takes it again, and as it is. */
function validatorKind(
  name: string,
  goods: readonly unknown[],
  parse: (message: unknown) => unknown,
): Kind {
  const values = goods.map(jsonOf);
  const attempt: Try = ({ random, keep }) => {
    const message = mutateJson(pick(values, random), random);
    keep(textOf(message));
    const parsed = parse(message);
    if (parsed !== undefined && !sameValue(parse(parsed), parsed)) {
      throw new Error("taken, but not taken as it was read");
    }
    const spoiled = Object.getOwnPropertyNames(Object.prototype).length !== ownNames;
    if (spoiled) throw new Error("every object has got new members");
    return Promise.resolve<Outcome>(parsed === undefined ? "refused" : "accepted");
  };
  return { name, prepare: () => attempt };
}

/** Names that every object has. */
const ownNames = Object.getOwnPropertyNames(Object.prototype).length;

/** Links come from anywhere: one that is followed gives a view that a page can show. */
const links: Kind = {
  name: "links",
  prepare: () => {
    resetEditor().folders = [{ uri: Uri.file("/data"), name: "work", index: 0 }];
    const header = sampleHeader({ tokens: 8192, promptTokens: 8188 });
    return ({ random, keep }) => {
      const link = linkOf(random);
      keep(link);
      return acceptedOrRefused(() => {
        const { place, viewOf } = parseViewLink(Uri.parse(link));
        if (place.kind === "workspace" && /^\/|(^|\/)\.\.(\/|$)/.test(place.path)) {
          throw new Error(`leads to ${place.path}`);
        }
        if (!v.is(viewStateSchema, viewOf(header))) throw new Error("gives no view");
      });
    };
  },
};

const placesOfLinks: readonly Json[] = [
  { trace: "results/a.kvtrace" },
  { name: "a.kvtrace", mark: "0123456789abcdef" },
  { file: "file:///data/a.kvtrace" },
];

function linkOf(random: Random): string {
  const place = random.below(2) === 0 ? pick(placesOfLinks, random) : undefined;
  const given = place ?? mutateJson(pick(placesOfLinks, random), random);
  const view = random.below(50) === 0 ? deepText(random) : textOf(mutateJson(viewJson, random));
  const members = typeof given === "object" && given !== null ? Object.entries(given) : [];
  const query = [...members, ["view", view] as const].map(([name, value]) => {
    return `${encodeURIComponent(Buffer.from(name).toString())}=${Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url")}`;
  });
  return `vscode://kvtrace-inspector.kvtrace-inspector/open?${query.join("&")}`;
}

function jsonOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

const viewJson = jsonOf(sampleView());

export const messageKinds: readonly Kind[] = [
  validatorKind("page messages", pageMessages, parsePageMessage),
  validatorKind("page messages of arrays", cimMessages, parseCimMessage),
  validatorKind("kept views of arrays", [defaultCimView], parseCimView),
  links,
];
