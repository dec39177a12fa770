import assert from "node:assert/strict";
import { Command } from "commander";
import { describe, it } from "mocha";
import { registerWanted } from "../../../src/cli/commands";

async function added(...words: readonly string[]): Promise<Command> {
  const program = new Command("kvtrace");
  await registerWanted(program, words);
  return program;
}

const names = ({ commands }: Command): string[] => commands.map((command) => command.name());

describe("the commands of a command line", () => {
  it("are all there where none is named, each by its name alone else", async () => {
    const all = names(await added());
    assert.equal(all.length, 11);
    for (const name of all) assert.deepEqual(names(await added(name)), [name]);
    for (const words of [["--help"], ["help", "run"], ["nope"], ["toString"]]) {
      assert.deepEqual(names(await added(...words)), all);
    }
  });

  it("of the model alone do not load simulations", async () => {
    const pim = async (...words: string[]) => names((await added("pim", ...words)).commands[0]);
    assert.deepEqual(await pim("run", "a.trace"), ["dense", "sparse", "run"]);
    const all = ["dense", "sparse", "run", "step"];
    for (const words of [[], ["step"], ["--help"], ["help", "step"]]) {
      assert.deepEqual(await pim(...words), all);
    }
  });
});
