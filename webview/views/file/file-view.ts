import type { OpenedTrace } from "../../../src/shared/protocol";
import { element } from "../../parts/dom/element";
import type { PageStore } from "../../state/page-state";
import { makeTable } from "../../parts/tables/table";
import { fillFactList } from "./fact-list";
import { furtherFacts, mainFacts } from "./facts";
import { layerTable } from "./layer-table";

/** What is in the file. */
export class FileView {
  readonly #facts = element("dl", { class: "fact-list" });
  readonly #layers = element("section", { class: "card" });
  readonly #unknown = element("section", { class: "card" });
  readonly element = element(
    "section",
    { class: "view file" },
    element("section", { class: "card" }, element("h2", {}, "Facts"), this.#facts),
    this.#layers,
    this.#unknown,
  );

  constructor(store: PageStore) {
    store.watch(
      ({ trace }) => trace,
      (trace) => this.#show(trace),
    );
  }

  #show(trace: OpenedTrace): void {
    fillFactList(this.#facts, [...mainFacts(trace), ...furtherFacts(trace)]);
    const table = makeTable("layer-table", layerTable(trace.header));
    this.#layers.replaceChildren(element("h2", {}, "Layers"), table);
    const { unknownTensors } = trace.header;
    const names = unknownTensors.map((name) => element("li", {}, name));
    const content =
      names.length > 0
        ? element("ul", { class: "tensor-names", "data-test": "unknown-tensors" }, ...names)
        : element("p", { class: "note" }, "None: the format knows every tensor of the file.");
    this.#unknown.replaceChildren(element("h2", {}, "Unknown tensors, ignored"), content);
  }
}
