import * as v from "valibot";
import * as vscode from "vscode";
import { InputError } from "../../core/errors";

interface Setting<Value> {
  readonly shape: v.GenericSchema<unknown, Value>;
  /** What it is by default, as package.json says too. */
  readonly fallback: Value;
  /** What it may hold, in words that follow "must be". */
  readonly wanted: string;
}

/** Settings by the part of their name behind `kvtrace.`. */
interface SettingValues {
  readonly budget: number;
  readonly workers: number;
  readonly devicePresets: readonly string[];
  readonly policyParameters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly statusBarFigure: string;
  readonly wasteLimit: number | null;
  readonly imbalanceLimit: number | null;
  readonly massLimit: number | null;
  readonly resultsFolder: string;
  readonly cacheSize: number;
}

export type SettingName = keyof SettingValues;

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const limit = (least: number, most: number) =>
  v.nullable(v.pipe(v.number(), v.minValue(least), v.maxValue(most)));

const settings: { readonly [Name in SettingName]: Setting<SettingValues[Name]> } = {
  budget: {
    shape: whole(1, Number.MAX_SAFE_INTEGER),
    fallback: 1024,
    wanted: "a whole number of at least 1",
  },
  workers: { shape: whole(0, 64), fallback: 0, wanted: "a whole number from 0 to 64" },
  devicePresets: { shape: v.array(v.string()), fallback: [], wanted: "a list of file names" },
  policyParameters: {
    shape: v.record(v.string(), v.record(v.string(), v.number())),
    fallback: {},
    wanted: "an object that gives policies their parameters, which are numbers",
  },
  statusBarFigure: { shape: v.string(), fallback: "wasted", wanted: "the name of a figure" },
  wasteLimit: { shape: limit(0, 1), fallback: null, wanted: "a number from 0 to 1, or null" },
  imbalanceLimit: {
    shape: limit(1, Infinity),
    fallback: null,
    wanted: "a number of at least 1, or null",
  },
  massLimit: { shape: limit(0, 1), fallback: null, wanted: "a number from 0 to 1, or null" },
  resultsFolder: {
    shape: v.pipe(
      v.string(),
      v.check((name) => name.trim() !== ""),
    ),
    fallback: ".kvtrace/runs",
    wanted: "the name of a folder",
  },
  cacheSize: {
    shape: whole(0, 1_000_000),
    fallback: 4096,
    wanted: "a whole number from 0 to 1000000",
  },
};

/** Settings whose default stands for them where they are wrong: all but those of simulations. */
export const defaultedSettings: readonly SettingName[] = [
  "budget",
  "workers",
  "statusBarFigure",
  "wasteLimit",
  "imbalanceLimit",
  "massLimit",
  "resultsFolder",
  "cacheSize",
];

/**
 * A setting of the user's.
 * @param scope the file that it is about, where the setting may differ from folder to folder
 * @throws InputError naming the setting where it holds something else than it may
 */
export function checkedSetting<Name extends SettingName>(
  name: Name,
  scope?: vscode.Uri,
): SettingValues[Name] {
  const { shape, wanted } = settings[name];
  const given = v.safeParse(shape, givenFor(name, scope));
  if (given.success) return given.output;
  throw new InputError(`kvtrace.${name}`, `must be ${wanted}`);
}

/** A setting of the user's, or its default where it holds something else than it may. */
export function setting<Name extends SettingName>(
  name: Name,
  scope?: vscode.Uri,
): SettingValues[Name] {
  const { shape, fallback } = settings[name];
  const given = v.safeParse(shape, givenFor(name, scope));
  return given.success ? given.output : fallback;
}

function givenFor(name: SettingName, scope: vscode.Uri | undefined): unknown {
  const { fallback } = settings[name];
  return vscode.workspace.getConfiguration("kvtrace", scope).get<unknown>(name, fallback);
}
