import { InputError, type InputPlace } from "../errors";
import type { DevicePreset, ExecutionMode, PimLevel } from "./device-preset";
import { findDevicePreset } from "./device-presets";
import { energyConstants } from "./energy-constants";
import { JsonValue } from "../json-tree";
import { organisationConstants } from "./organisation";
import { timingParameters } from "./timing";
import { validateDevicePreset } from "./validate-device-preset";

const levels: readonly PimLevel[] = ["bank", "bank-group", "buffer"];
const modes: readonly ExecutionMode[] = ["lockstep", "independent-banks"];

const fileFields = [
  "$schema",
  "name",
  "description",
  "extends",
  "level",
  "mode",
  "organisation",
  "timing",
  "energy",
];

const sectionFields: Readonly<Record<string, readonly string[]>> = {
  organisation: ["name", ...organisationConstants],
  timing: ["name", ...timingParameters],
  energy: energyConstants,
};

/** What fields are said to belong to before the file says where they stand. */
const wholeField = "device";

/**
 * Reads a device preset that a user wrote (media/schemas/device-preset.schema.json). A constant is
 * a number, or an object of `value` and `source`. With `extends`, the name of a preset of the
 * product, the file gives only what differs.
 * @param file name for messages
 * @throws InputError naming field, line and file
 */
export function parseDeviceFile(text: string, file?: string): DevicePreset {
  const root = JsonValue.parse(text, "device file", file);
  const reader = new DeviceFileReader(root);
  const preset = reader.preset();
  try {
    validateDevicePreset({ ...preset, name: wholeField });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const field = error.field.slice(wholeField.length + 1);
    throw new InputError(field, error.reason, reader.placeOf(field));
  }
  return preset;
}

/** A device file that holds a whole preset, with the source of every constant. */
export function deviceFileText(preset: DevicePreset): string {
  const { name, description, level, mode, sources } = preset;
  const section = (field: string, of: object): object =>
    Object.fromEntries(
      Object.entries(of).map(([key, value]: [string, unknown]) => {
        const path = `${field}.${key}`;
        return [key, Object.hasOwn(sources, path) ? { value, source: sources[path] } : value];
      }),
    );
  const content = {
    name,
    description,
    level,
    mode,
    organisation: section("organisation", preset.organisation),
    timing: section("timing", preset.timing),
    energy: section("energy", preset.energy),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

class DeviceFileReader {
  private readonly members: ReadonlyMap<string, JsonValue>;
  private readonly base: DevicePreset | undefined;
  private readonly sources: Record<string, string>;
  private readonly places = new Map<string, InputPlace>();

  constructor(private readonly root: JsonValue) {
    this.members = root.members(fileFields);
    this.base = this.findBase();
    this.sources = { ...this.base?.sources };
  }

  preset(): DevicePreset {
    const { base } = this;
    const name = this.member("name").text();
    const description = this.members.get("description")?.text() ?? base?.description ?? name;
    return {
      name,
      description,
      level: this.choice("level", levels, base?.level),
      mode: this.choice("mode", modes, base?.mode),
      organisation: {
        name: this.sectionName("organisation", base?.organisation.name, name),
        ...this.section("organisation", organisationConstants, base?.organisation),
      },
      timing: {
        name: this.sectionName("timing", base?.timing.name, name),
        ...this.section("timing", timingParameters, base?.timing),
      },
      energy: this.section("energy", energyConstants, base?.energy),
      sources: this.sources,
    };
  }

  /** Where a field stands, or else the part of the file that lacks it. */
  placeOf(field: string): InputPlace {
    const section = field.split(".")[0];
    return this.places.get(field) ?? this.members.get(section)?.place ?? this.root.place;
  }

  private findBase(): DevicePreset | undefined {
    const value = this.members.get("extends");
    if (value === undefined) return undefined;
    try {
      return findDevicePreset(value.text());
    } catch (error) {
      return error instanceof InputError ? value.refuse(error.reason) : raise(error);
    }
  }

  private member(field: string): JsonValue {
    return this.members.get(field) ?? this.missing(field, this.root);
  }

  private choice<Choice extends string>(
    field: string,
    choices: readonly Choice[],
    inherited: Choice | undefined,
  ): Choice {
    const value = this.members.get(field);
    if (value === undefined && inherited !== undefined) return inherited;
    return this.member(field).oneOf(choices);
  }

  /** A section that is given takes the device's name where it has none of its own. */
  private sectionName(field: string, inherited: string | undefined, device: string): string {
    const section = this.members.get(field);
    if (section === undefined) return inherited ?? device;
    const name = section.members(sectionFields[field]).get("name");
    return name?.text() ?? device;
  }

  private section<Name extends string>(
    field: string,
    names: readonly Name[],
    inherited: Readonly<Record<Name, number>> | undefined,
  ): Record<Name, number> {
    const section = inherited === undefined ? this.member(field) : this.members.get(field);
    const members = section?.members(sectionFields[field]);
    const numbers: Partial<Record<Name, number>> = {};
    for (const name of names) {
      const constant = members?.get(name);
      numbers[name] =
        constant === undefined
          ? (inherited?.[name] ?? this.missing(`${field}.${name}`, section ?? this.root))
          : this.constant(constant);
    }
    return numbers as Record<Name, number>;
  }

  private constant(given: JsonValue): number {
    const { field } = given;
    this.places.set(field, given.place);
    Reflect.deleteProperty(this.sources, field);
    if (!given.isObject) return given.number();
    const members = given.members(["value", "source"]);
    const source = members.get("source")?.text();
    if (source !== undefined) this.sources[field] = source;
    return (members.get("value") ?? this.missing(`${field}.value`, given)).number();
  }

  private missing(field: string, where: JsonValue): never {
    const hint = this.base === undefined ? "; give it, or a preset that the file extends" : "";
    throw new InputError(field, `is missing${hint}`, where.place);
  }
}

function raise(error: unknown): never {
  throw error;
}
