/** The command line: the same core without an editor. */
import { Command, CommanderError } from "commander";
import { registerWanted } from "./cli/commands";
import { Interrupted } from "./cli/interruptible";
import { InputError } from "./core/errors";

/** The input was wrong: a file, an option, a value. */
const inputExitCode = 2;

async function main(): Promise<void> {
  const program = new Command("kvtrace")
    .description("inspect KV-cache traces and simulate policies on HBM-PIM")
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, "kvtrace: ")),
    });
  await registerWanted(program, process.argv.slice(2));
  for (const command of [program, ...program.commands.flatMap((c) => [c, ...c.commands])]) {
    command.exitOverride().showHelpAfterError("(--help shows what is possible)");
  }
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : inputExitCode;
    } else if (error instanceof InputError) {
      process.stderr.write(`kvtrace: ${error.message}\n`);
      process.exitCode = inputExitCode;
    } else if (error instanceof Interrupted) {
      process.stderr.write(`kvtrace: ${error.message}\n`);
      process.exitCode = error.exitCode;
    } else {
      throw error;
    }
  }
}

void main();
