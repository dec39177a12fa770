import type { Command } from "commander";
import { registerMap } from "./cim-map";
import { registerProject } from "./cim-project";

/** `kvtrace cim`: block-diagonal weights on compute-in-memory arrays. */
export function registerCim(program: Command): void {
  const cim = program
    .command("cim")
    .description("block-diagonal (Monarch) weights on compute-in-memory arrays");
  registerMap(cim);
  registerProject(cim);
}
