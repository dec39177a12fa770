import path from "node:path";
import { Option, type Command } from "commander";
import { InputError } from "../core/errors";
import { exists } from "../core/files/exists";
import { generateInWorker } from "../core/simulation/threads/write-in-worker";
import { generateOptions, parseGenerateParameters } from "../core/trace/generate/options";
import { interruptible } from "./interruptible";
import { clearProgress, showProgress } from "./output/progress";

/** `kvtrace generate OUT`: writes a synthetic trace. The options are the generator's own. */
export function registerGenerate(program: Command): void {
  const command = program
    .command("generate")
    .description("write a synthetic trace; the same options give the same bytes")
    .argument("<out>", "the .kvtrace file to write")
    .option("--force", "overwrite the file if it exists");
  for (const { name, description, default: value } of generateOptions) {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    command.addOption(new Option(`--${flag} <value>`, `${description} (default: ${value})`));
  }
  command.action(generate);
}

async function generate(
  out: string,
  { force, ...given }: { force?: boolean } & Record<string, unknown>,
): Promise<void> {
  const parameters = parseGenerateParameters(given);
  if (!force && (await exists(out))) {
    throw new InputError("out", `${out} exists; --force overwrites it`);
  }
  try {
    await interruptible((signal) =>
      generateInWorker(path.join(__dirname, "worker.mjs"), out, parameters, {
        signal,
        onProgress: (done) => showProgress("writing", done),
      }),
    );
  } finally {
    clearProgress();
  }
}
