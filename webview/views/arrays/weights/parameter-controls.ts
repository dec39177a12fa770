import type { CimConfiguration, CimParameter } from "../../../../src/shared/protocol/cim";
import { parseNumber } from "../../../parts/controls/parse-number";
import { element, setText } from "../../../parts/dom/element";
import { labelled } from "../../../parts/dom/labelled";
import { makeButton } from "../../../parts/controls/button";
import { makeCheckbox } from "../../../parts/controls/toolkit";
import { makeDropdown } from "../../../parts/controls/dropdown";
import { makeTextField } from "../../../parts/controls/text-field";
import { changeConfiguration, type ArraysStore } from "../state";
import { wordsOf } from "../words";

type Setting = CimConfiguration[keyof CimConfiguration];

interface ParameterControl {
  readonly element: HTMLElement;
  show(value: Setting): void;
}

/** Set behind the name of a parameter that the publication leaves open. */
const openMark = "†";

/** A control for every parameter, by what it is about. */
export function makeParameterControls(store: ArraysStore): HTMLElement {
  const { parameters, defaults } = store.state.catalog;
  const controls = parameters.map((parameter) => {
    const control = makeControl(parameter, (value) => {
      changeConfiguration(store, { [parameter.name]: value });
    });
    control.element.title = meaningOf(parameter);
    return { parameter, control };
  });
  const groups = [...new Set(parameters.map(({ group }) => group))].map((group) => {
    const members = controls.filter(({ parameter }) => parameter.group === group);
    return element(
      "fieldset",
      { class: "parameter-group" },
      element("legend", {}, group),
      ...members.map(({ control }) => control.element),
    );
  });
  const reset = makeButton("reset-parameters", "Reset", "secondary", () => {
    changeConfiguration(store, defaults);
  });
  store.watch(
    ({ view }) => view.configuration,
    (configuration) => {
      for (const { parameter, control } of controls) control.show(configuration[parameter.name]);
      reset.enable(parameters.some(({ name }) => configuration[name] !== defaults[name]));
    },
  );
  return element(
    "section",
    { class: "parameters", "aria-label": "Arrays and costs" },
    ...groups,
    reset.element,
    element("p", { class: "note" }, `${openMark} The publication leaves this open.`),
    makeMeanings(parameters),
  );
}

/** The same words as on hover, for whoever cannot hover. */
function makeMeanings(parameters: readonly CimParameter[]): HTMLElement {
  const entries = parameters.flatMap((parameter) => [
    element("dt", {}, parameter.label),
    element("dd", {}, meaningOf(parameter)),
  ]);
  return element(
    "details",
    {},
    element("summary", { id: "parameter-meanings" }, "What they mean"),
    element("dl", { class: "meanings" }, ...entries),
  );
}

function meaningOf({ description, chosen }: CimParameter): string {
  const meaning = `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
  return chosen === undefined ? meaning : `${meaning} Not published; chosen here: ${chosen}.`;
}

function labelOf({ label, chosen }: CimParameter): string {
  return chosen === undefined ? label : `${label} ${openMark}`;
}

function makeControl(
  parameter: CimParameter,
  onChange: (value: Setting) => void,
): ParameterControl {
  const id = `parameter-${parameter.name}`;
  switch (parameter.kind) {
    case "flag": {
      const control = makeCheckbox(id, labelOf(parameter), onChange);
      return { element: control.element, show: (value) => control.show(value === true) };
    }
    case "choice": {
      const control = makeDropdown(id, (value) => onChange(value as Setting));
      const choices = parameter.values.map((value) => ({ value, label: wordsOf(value) }));
      return {
        element: labelled(labelOf(parameter), control.element),
        show: (value) => control.show(choices, String(value)),
      };
    }
    case "number":
      return makeNumberControl(id, parameter, onChange);
  }
}

/** What is wrong with a number stands below it, and nothing else happens then. */
function makeNumberControl(
  id: string,
  parameter: Extract<CimParameter, { kind: "number" }>,
  onChange: (value: number | null) => void,
): ParameterControl {
  const problem = element("div", { class: "problem", role: "alert", "data-test": `${id}-problem` });
  const { label, optional, minimum, maximum } = parameter;
  let shown: Setting | undefined;
  const tell = (text: string) => {
    setText(problem, text);
    field.markInvalid(text !== "");
  };
  const field = makeTextField(id, labelOf(parameter), (text) => {
    if (optional && text.trim() === "") {
      tell("");
      if (shown !== null) onChange(null);
      return;
    }
    const parsed = parseNumber(text, { minimum, maximum, integer: true });
    tell(parsed.kind === "problem" ? `${label} ${parsed.problem}` : "");
    if (parsed.kind === "number" && parsed.value !== shown) onChange(parsed.value);
  });
  if (optional) field.element.setAttribute("placeholder", "one tile per layer");
  return {
    element: element("div", { class: "field number-field" }, field.element, problem),
    show(value) {
      if (value === shown) return;
      shown = value;
      field.show(value === null ? "" : String(value));
      tell("");
    },
  };
}
