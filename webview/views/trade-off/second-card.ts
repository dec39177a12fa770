import { element, setText } from "../../parts/dom/element";
import { mainFacts } from "../file/facts";
import type { PageState, SecondTraceState } from "../../state/page-state";
import { makeTable } from "../../parts/tables/table";
import { makeButton } from "../../parts/controls/button";

/** The trace beside this one: in what it differs and what it could not serve of the runs. */
export class SecondCard {
  readonly #title = element("h2");
  readonly #status = element("p", { class: "note", role: "status" });
  readonly #misfits = element("ul", { class: "changes", "data-test": "second-misfits" });
  readonly #facts = element("div");
  readonly element: HTMLElement;

  constructor(onClose: () => void) {
    const close = makeButton("second-close", "Stop comparing", "secondary", onClose);
    this.element = element(
      "section",
      { class: "card", "data-test": "trade-off-second" },
      this.#title,
      this.#status,
      this.#misfits,
      element(
        "details",
        { class: "as-table" },
        element("summary", { id: "second-show-facts" }, "In what the traces differ"),
        this.#facts,
      ),
      element("div", {}, close.element),
    );
  }

  show({ trace, second }: PageState): void {
    this.element.hidden = second === undefined;
    if (!second) return;
    setText(this.#title, `Beside ${second.trace.name}`);
    setText(this.#status, `${statusText(second)} Layer, head and step follow this page.`);
    this.#misfits.replaceChildren(...second.misfits.map((text) => element("li", {}, text)));
    const facts = mainFacts(trace);
    const rows = mainFacts(second.trace).flatMap(({ label, value }, index) => {
      return value === facts[index].value
        ? []
        : [{ head: label, cells: [facts[index].value, value] }];
    });
    const columns = [{ label: "Fact" }, { label: trace.name }, { label: second.trace.name }];
    const caption =
      rows.length > 0 ? "Facts that differ." : "All facts in the header are the same.";
    this.#facts.replaceChildren(makeTable("second-facts", { caption, columns, rows }));
  }
}

function statusText({ phase, results }: SecondTraceState): string {
  switch (phase) {
    case "idle":
      return "It is simulated once the runs of this trace are done.";
    case "running":
      return "Simulating the same runs on it.";
    case "complete":
      return results
        ? "Its runs are in the plot, and can be the baseline."
        : "It can serve none of the runs.";
    case "cancelled":
    case "failed":
      return "It was not simulated.";
  }
}
