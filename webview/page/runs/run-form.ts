import { labelOf } from "../../../src/shared/figures";
import type {
  Catalog,
  EnergyModel,
  PlacementId,
  RunConfiguration,
  TraceLayer,
} from "../../../src/shared/protocol";
import type { Choice } from "../../parts/controls/choice";
import { element } from "../../parts/dom/element";
import { labelled } from "../../parts/dom/labelled";
import { energyModelLabels } from "../../../src/shared/run-names";
import { makeCheckbox } from "../../parts/controls/toolkit";
import { makeDropdown } from "../../parts/controls/dropdown";
import { makeNumberField, type NumberField } from "../../parts/controls/number-field";
import { changePolicy } from "./new-run";
import { policyChoices } from "./policy-choices";

const energyModels = Object.entries(energyModelLabels).map(([value, label]) => ({
  value: value as EnergyModel,
  label,
}));

const budgetRule = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER, integer: true };

/** Everything that decides the figures of a run, to change. */
export class RunForm {
  readonly #policy;
  readonly #budget;
  readonly #placement;
  readonly #device;
  readonly #energyModel;
  readonly #index;
  readonly #clustering;
  readonly #description = element("p", { class: "note" });
  readonly #parameters = element("div", { class: "run-parameters" });
  readonly element: HTMLElement;
  /** Fields of the parameters of the policy that is shown. */
  #parameterFields: ReadonlyMap<string, NumberField> = new Map();
  #parameterValues: RunConfiguration["parameters"] = {};
  #policyShown: string | undefined;
  #shown: { readonly run: RunConfiguration; readonly catalog: Catalog } | undefined;

  /** @param place position of the run; part of the ids of its controls */
  constructor(
    private readonly place: number,
    private readonly onChange: (change: Partial<RunConfiguration>) => void,
  ) {
    const id = (name: string) => this.#id(name);
    this.#policy = makeDropdown(id("policy"), (policy) => {
      const { run, catalog } = this.#shown ?? {};
      if (run && catalog) onChange(changePolicy(run, policy, catalog));
    });
    this.#budget = makeNumberField(id("budget"), "Budget, tokens", (budget) => {
      onChange({ budget });
    });
    this.#placement = makeDropdown<PlacementId>(id("placement"), (placement) => {
      onChange({ placement });
    });
    this.#device = makeDropdown(id("device"), (device) => onChange({ device }));
    this.#energyModel = makeDropdown<EnergyModel>(id("energy-model"), (energyModel) => {
      onChange({ energyModel });
    });
    this.#index = makeCheckbox(id("charge-index"), "Charge index", (chargeIndex) => {
      onChange({ chargeIndex });
    });
    this.#clustering = makeCheckbox(
      id("charge-clustering"),
      "Charge clustering",
      (chargeClustering) => onChange({ chargeClustering }),
    );
    this.element = element(
      "div",
      { class: "run-form", id: id("form") },
      labelled("Policy", this.#policy.element),
      this.#description,
      this.#budget.element,
      this.#parameters,
      labelled("Placement", this.#placement.element),
      labelled("Device", this.#device.element),
      labelled("Energy model", this.#energyModel.element),
      this.#index.element,
      this.#clustering.element,
      element("p", { class: "note" }, "Published evaluations charge neither."),
    );
  }

  show(run: RunConfiguration, catalog: Catalog, layer: TraceLayer | undefined): void {
    this.#shown = { run, catalog };
    const policy = catalog.policies.find(({ id }) => id === run.policy);
    this.#policy.show(policyChoices(catalog, layer), run.policy);
    this.#description.textContent = policy?.description ?? "";
    this.#budget.element.hidden = policy?.usesBudget !== true;
    this.#budget.show(run.budget, budgetRule);
    this.#showParameters(run, catalog);
    this.#placement.show(catalog.placements.map(asChoice) as Choice<PlacementId>[], run.placement);
    this.#device.show(catalog.devices.map(asChoice), run.device);
    this.#energyModel.show(energyModels, run.energyModel);
    this.#index.show(run.chargeIndex);
    this.#clustering.show(run.chargeClustering);
  }

  #showParameters(run: RunConfiguration, catalog: Catalog): void {
    const policy = catalog.policies.find(({ id }) => id === run.policy);
    const parameters = policy?.parameters ?? [];
    if (run.policy !== this.#policyShown) {
      this.#policyShown = run.policy;
      const fields = parameters.map(({ name, description }) => {
        const field = makeNumberField(this.#id(`parameter-${name}`), labelOf(name), (value) => {
          this.onChange({ parameters: { ...this.#parameterValues, [name]: value } });
        });
        field.element.title = description;
        return [name, field] as const;
      });
      this.#parameterFields = new Map(fields);
      this.#parameters.replaceChildren(...fields.map(([, field]) => field.element));
    }
    this.#parameterValues = run.parameters;
    for (const parameter of parameters) {
      const value = run.parameters[parameter.name] ?? parameter.default;
      this.#parameterFields.get(parameter.name)?.show(value, parameter);
    }
  }

  #id(name: string): string {
    return `run-${this.place}-${name}`;
  }
}

function asChoice({ id, label }: { readonly id: string; readonly label: string }): Choice {
  return { value: id, label };
}
