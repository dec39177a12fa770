import type { CimWeights } from "../../../../src/shared/protocol/cim";
import { element } from "../../../parts/dom/element";
import { labelled } from "../../../parts/dom/labelled";
import { makeDropdown } from "../../../parts/controls/dropdown";
import { makeTextField } from "../../../parts/controls/text-field";
import { changeView, reportError, type ArraysConnection, type ArraysStore } from "../state";

/** Values of the list that are no model. */
const theFile = "file";
const anotherFile = "other-file";

/** Which weights are mapped: a published model, or matrices of a file. */
export function makeWeightsControls(store: ArraysStore, connection: ArraysConnection): HTMLElement {
  const show = (weights: CimWeights) => {
    list.show(choicesOf(weights), weights.kind === "model" ? weights.name : theFile);
    pattern.element.hidden = weights.kind === "model";
    if (weights.kind === "file") pattern.show(weights.layers);
  };
  const choose = (weights: CimWeights) => changeView(store, { weights, array: null, tick: 0 });
  const list = makeDropdown("weights", (value) => {
    const { weights } = store.state.view;
    if (value === theFile) return;
    if (value === anotherFile) {
      // Until a file is chosen the list says what is shown.
      show(weights);
      void pickFile();
    } else choose({ kind: "model", name: value });
  });
  const pattern = makeTextField("layers", "Layers, * for any", (text) => {
    const { weights } = store.state.view;
    if (weights.kind === "file" && text.trim() !== "") choose({ ...weights, layers: text.trim() });
  });
  const choicesOf = (weights: CimWeights) => {
    const models = store.state.catalog.models.map(({ name, title }) => {
      return { value: name, label: title };
    });
    const shown =
      weights.kind === "file" ? [{ value: theFile, label: fileName(weights.path) }] : [];
    return [...models, ...shown, { value: anotherFile, label: "Weights file…" }];
  };
  const pickFile = async () => {
    try {
      const { path } = await connection.request("pickWeights", {}).reply;
      if (path !== null) choose({ kind: "file", path, layers: "*" });
    } catch (error) {
      reportError(store, error);
    }
  };
  store.watch(({ view }) => view.weights, show);
  return element(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Weights" },
    labelled("Weights", list.element),
    pattern.element,
  );
}

/** The last part of a path, of whatever system. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
