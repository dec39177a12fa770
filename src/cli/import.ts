import type { Command } from "commander";
import { InputError } from "../core/errors";
import { exists } from "../core/files/exists";
import { describeLacks } from "../core/simulation/run/unserved-policies";
import { floatTypes, type FloatType } from "../core/trace/format";
import { parseNamePattern, type NamePattern } from "../core/trace/import/array-names";
import { importTrace } from "../core/trace/import/import-trace";
import type { ImportOptions } from "../core/trace/import/options";
import { choice, wholeNumber } from "./options/option-values";
import { interruptible } from "./interruptible";
import { clearProgress, showProgress } from "./output/progress";

interface ImportArguments {
  readonly out: string;
  readonly map: readonly NamePattern[];
  readonly layout?: string;
  readonly indexLayout?: string;
  readonly batch?: number;
  readonly promptTokens?: number;
  readonly pageSize?: number;
  readonly kvHeads?: number;
  readonly headDimension?: number;
  readonly softmaxScale?: number;
  readonly dtype?: FloatType;
  readonly force?: boolean;
}

/** `kvtrace import FILE --out OUT`: makes a trace of another program's dump. */
export function registerImport(program: Command): void {
  program
    .command("import")
    .description("make a trace of keys, values, queries or selected indices from another program")
    .argument("<file>", "a .safetensors, .npz or .json file; docs/recording.md says what is read")
    .requiredOption("--out <file>", "the .kvtrace file to write")
    .option(
      "--map <kind=pattern>",
      "what arrays are: key=past.{layer}.k; also value, query, selected, pages, tokens; repeatable",
      (text: string, before: NamePattern[]) => [...before, parseNamePattern("--map", text)],
      [] as NamePattern[],
    )
    .option("--layout <axes>", "axes of keys, values, queries: BHTD, HTD, THD, LHTD, ...")
    .option("--index-layout <axes>", "axes of selected indices: HSK, SHK, BHSK, ...")
    .option("--batch <n>", "which sequence of a batch", wholeNumber("--batch", 0))
    .option(
      "--prompt-tokens <n>",
      "tokens before the first step",
      wholeNumber("--prompt-tokens", 0),
    )
    .option("--page-size <n>", "indices are pages of n tokens", wholeNumber("--page-size"))
    .option("--kv-heads <n>", "KV heads, where there are no keys", wholeNumber("--kv-heads"))
    .option(
      "--head-dimension <n>",
      "head dimension, where there are neither keys nor queries",
      wholeNumber("--head-dimension"),
    )
    .option("--softmax-scale <x>", "factor on q·k (default: 1/sqrt(dimension))", positive)
    .option("--dtype <type>", "F16, BF16 or F32 (default: as the keys)", (text: string) =>
      choice("--dtype", floatTypes)(text.toUpperCase()),
    )
    .option("--force", "overwrite the file if it exists")
    .action(run);
}

async function run(file: string, given: ImportArguments): Promise<void> {
  const { out, force, pageSize, dtype, ...rest } = given;
  if (!force && (await exists(out))) {
    throw new InputError("out", `${out} exists; --force overwrites it`);
  }
  const options: ImportOptions = {
    ...rest,
    ...(pageSize === undefined ? {} : { pageTokens: pageSize }),
    ...(dtype === undefined ? {} : { dataType: dtype }),
  };
  try {
    const { header, notes } = await interruptible((signal) =>
      importTrace(file, out, options, {
        signal,
        onProgress: (done) => showProgress("writing", done),
      }),
    );
    clearProgress();
    const { layers, promptTokens, decodeSteps, queryHeads, kvHeads, headDimension } = header;
    const lines = [
      `${out}: layers ${layers.map(({ id }) => id).join(", ")}; ${promptTokens} prompt tokens, ${decodeSteps} steps, ` +
        `${queryHeads} query heads, ${kvHeads} KV heads, dimension ${headDimension}.`,
      ...notes,
      ...describeLacks(header),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  } finally {
    clearProgress();
  }
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && Number.isFinite(value)) return value;
  throw new InputError("--softmax-scale", `"${text}" is not a positive number`);
}
