import type { Command } from "commander";

/**
 * Adds a command to the program.
 * @param words of the command line behind the command's name
 */
type Register = (program: Command, words: readonly string[]) => void | Promise<void>;

/** The commands in the order of the help. The modules of one are loaded where it is wanted. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  info: async () => (await import("./info")).registerInfo,
  simulate: async () => (await import("./simulate")).registerSimulate,
  run: async () => (await import("./run")).registerRun,
  merge: async () => (await import("./merge")).registerMerge,
  generate: async () => (await import("./generate")).registerGenerate,
  import: async () => (await import("./import")).registerImport,
  devices: async () => (await import("./devices")).registerDevices,
  pim: async () => (await import("./pim")).registerPim,
  system: async () => (await import("./system")).registerSystem,
  validate: async () => (await import("./validate")).registerValidate,
  cim: async () => (await import("./cim")).registerCim,
};

/**
 * Adds the command that a command line names; all of them where it names none, since it asks for
 * help or is wrong.
 * @param words of the command line, behind the program's name
 */
export async function registerWanted(program: Command, words: readonly string[]): Promise<void> {
  const [name, ...rest] = words;
  const wanted = Object.hasOwn(commands, name) ? [commands[name]] : Object.values(commands);
  for (const load of wanted) await (await load())(program, rest);
}
