import { JsonRefusal, type JsonValue } from "../../json-tree";
import { defaultDevicePreset, devicePresets } from "../../memory/device-presets";
import { energyModels } from "../../pim/energy/energy";
import { placements } from "../../placement/registry";
import type { Policy, PolicyParameter } from "../../policy/policy";
import { policies } from "../../policy/registry";
import type { Choice, Experiment, Limit, PolicySweep, StepRange } from "./experiment";
import { limitNames } from "./limits";

/** Fields of an experiment's file, in the order in which they are documented. */
export const experimentFields = [
  "$schema",
  "name",
  "traces",
  "layers",
  "kvHeads",
  "steps",
  "policies",
  "budgets",
  "placements",
  "devices",
  "index",
  "clustering",
  "energyModels",
  "limits",
] as const;

type Field = (typeof experimentFields)[number];

/** Tokens per query head and step where an experiment gives no budget. */
export const defaultBudget = 1024;

/** What an experiment may name as placement. */
export const placementNames = ["own" as const, ...placements.map(({ id }) => id)];

/** Reads an experiment field by field and goes on behind what is wrong, so that all of it is found. */
export class ExperimentReader {
  /** What is wrong, in the order in which it was found. */
  readonly refusals: JsonRefusal[] = [];
  private readonly members: ReadonlyMap<string, JsonValue>;

  /**
   * @param name what the experiment is called where it does not say
   * @throws JsonRefusal when the file holds something else than an object
   */
  constructor(
    private readonly root: JsonValue,
    private readonly name: string,
  ) {
    this.members = this.known(root, experimentFields);
  }

  /** As far as it can be read; whole where nothing is refused. */
  experiment(): Experiment {
    this.attempt("$schema", (value) => value.text());
    return {
      name: this.attempt("name", (value) => value.text()) ?? this.name,
      traces: this.required("traces", glob),
      layers: this.choice("layers"),
      kvHeads: this.choice("kvHeads"),
      steps: this.attempt("steps", steps) ?? "all",
      policies: this.required("policies", (value) => this.policy(value)),
      budgets: this.list("budgets", (value) => whole(value, 1)) ?? [defaultBudget],
      placements: this.list("placements", (value) => value.name(placementNames)) ?? ["own"],
      devices: this.list("devices", device) ?? [defaultDevicePreset.name],
      chargeIndex: this.list("index", (value) => value.boolean()) ?? [true],
      chargeClustering: this.list("clustering", (value) => value.boolean()) ?? [true],
      energyModels: this.list("energyModels", (value) => value.name(energyModels)) ?? ["row-aware"],
      limits: this.attempt("limits", (value) => this.limits(value)) ?? [],
    };
  }

  /** Notes what is refused meanwhile. */
  private noting<Result>(read: () => Result): Result | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof JsonRefusal)) throw error;
      this.refusals.push(error);
      return undefined;
    }
  }

  private known(object: JsonValue, names: readonly string[]): ReadonlyMap<string, JsonValue> {
    return object.members(names, (refusal) => this.refusals.push(refusal));
  }

  private attempt<Result>(field: Field, read: (value: JsonValue) => Result): Result | undefined {
    const value = this.members.get(field);
    return value && this.noting(() => read(value));
  }

  private list<Item>(field: Field, read: (value: JsonValue) => Item): Item[] | undefined {
    return this.attempt(field, (value) => this.items(value, read));
  }

  private required<Item>(field: Field, read: (value: JsonValue) => Item): Item[] {
    if (!this.members.has(field)) this.noting(() => this.root.lacks(field));
    return this.list(field, read) ?? [];
  }

  /** The values of a list, of which a sweep has to visit each once. */
  private items<Item>(list: JsonValue, read: (value: JsonValue) => Item): Item[] {
    const elements = list.elements();
    if (elements.length === 0) list.refuse("must have at least one element");
    const known = new Set<string>();
    return elements.flatMap((element) => {
      const item = this.noting(() => read(element));
      if (item === undefined) return [];
      const key = JSON.stringify(item);
      if (known.has(key)) this.noting(() => element.refuse("is listed twice"));
      known.add(key);
      return [item];
    });
  }

  private choice(field: "layers" | "kvHeads"): Choice {
    const read = (value: JsonValue): Choice => {
      if (!value.isText) return this.items(value, (item) => whole(item, 0));
      return value.text() === "all" ? "all" : value.refuse('must be "all" or a list of numbers');
    };
    return this.attempt(field, read) ?? "all";
  }

  private policy(value: JsonValue): PolicySweep {
    const fields = value.isObject
      ? this.known(value, ["policy", "parameters"])
      : new Map([["policy", value]]);
    const id = fields.get("policy") ?? value.lacks("policy");
    const policy = id.name(policies.map((candidate) => candidate.id));
    const found = policies.find((candidate) => candidate.id === policy)!;
    const given = fields.get("parameters");
    return { policy, parameters: given ? this.parameters(given, found) : {} };
  }

  private parameters(given: JsonValue, policy: Policy): Record<string, readonly number[]> {
    const names = policy.parameters.map(({ name }) => name);
    const entries = [...this.known(given, names)].map(([name, values]) => {
      const parameter = policy.parameters.find((candidate) => candidate.name === name)!;
      const items = this.noting(() => this.items(values, (value) => within(value, parameter)));
      return [name, items ?? []] as const;
    });
    return Object.fromEntries(entries);
  }

  private limits(value: JsonValue): Limit[] {
    const names = limitNames.map(({ name }) => name);
    return [...this.known(value, names)].flatMap(([name, bound]) => {
      const known = limitNames.find((candidate) => candidate.name === name)!;
      const limit = this.noting(() => within(bound, { ...known, integer: false }));
      if (limit === undefined) return [];
      const { column, bound: direction } = known;
      return [{ name, column, bound: direction, value: limit, place: bound.place }];
    });
  }
}

function glob(value: JsonValue): string {
  const pattern = value.text();
  return pattern.includes("\\") ? value.refuse("must have / between folders, not \\") : pattern;
}

function steps(value: JsonValue): StepRange | "all" {
  if (!value.isText) {
    const step = whole(value, 0);
    return { first: step, last: step };
  }
  const text = value.text();
  if (text === "all") return "all";
  const ends = /^(\d+)(?:-(\d+))?$/.exec(text);
  const wanted = 'must be "all", a step or a range such as "0-15"';
  if (!ends) return value.refuse(wanted);
  const first = Number(ends[1]);
  // Group 2 is absent for a single step.
  const last = Number((ends[2] as string | undefined) ?? ends[1]);
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return value.refuse(wanted);
  return last >= first ? { first, last } : value.refuse(`"${text}" ends before it starts`);
}

function device(value: JsonValue): string {
  const text = value.text();
  // Everything else is the name of a preset.
  return text.toLowerCase().endsWith(".json")
    ? text
    : value.name(devicePresets.map(({ name }) => name));
}

function whole(value: JsonValue, minimum: number): number {
  const number = value.number();
  return Number.isSafeInteger(number) && number >= minimum
    ? number
    : value.refuse(`${number} is not a whole number of at least ${minimum}`);
}

type Range = Pick<PolicyParameter, "minimum" | "maximum" | "integer">;

function within(value: JsonValue, { minimum, maximum, integer }: Range): number {
  const number = value.number();
  if (number >= minimum && number <= maximum && (!integer || Number.isInteger(number))) {
    return number;
  }
  const kind = integer ? "a whole number" : "a number";
  return value.refuse(
    maximum === Number.MAX_VALUE
      ? `${number} is not ${kind} of at least ${minimum}`
      : `${number} is not ${kind} in ${minimum} .. ${maximum}`,
  );
}
