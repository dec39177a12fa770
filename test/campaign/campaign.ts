/**
 * Tries to break the product, seed by seed: `npm run test:campaign -- --minutes 10 --seed 3`.
 * docs/reliability.md says what is tried and what counts as a failure.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Kind } from "./frame/kind";
import { readOptions, type CampaignOptions } from "./frame/options";
import { CampaignRecord, type Reproducer } from "./frame/record";
import { describeRecord } from "./frame/table";
import { defaultLongest } from "./frame/try-once";
import { TryingProcess } from "./frame/trying-process";
import { Turns } from "./frame/turns";
import { kinds } from "./kinds";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  await (options.again === undefined ? campaign(options) : tryAgain(options.again));
}

async function campaign({ minutes, seed, fresh, processes, ...options }: CampaignOptions) {
  const folder = path.join("test-results", "campaign", `seed-${seed}`);
  const record = new CampaignRecord(folder, seed, fresh);
  const chosen = options.kinds.length === 0 ? kinds : options.kinds.map(kindOf);
  const turns = new Turns(chosen, record, (file, message) => {
    console.log(`failed: ${file}: ${message.split("\n", 1)[0]}`);
  });
  await turns.take(minutes * 60_000, processes);
  const tried = Object.fromEntries(chosen.map(({ name }) => [name, record.of(name)]));
  console.log(describeRecord(tried));
  const failed = Object.values(tried).filter((kind) => kind.failed > 0).length;
  console.log(`\n${chosen.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

async function tryAgain(file: string): Promise<void> {
  const { kind, seed, index } = JSON.parse(readFileSync(file, "utf8")) as Reproducer;
  const trying = new TryingProcess();
  const task = { kind, seed, from: index, count: 1, milliseconds: 60_000 };
  await trying.perform(task, kindOf(kind).longest ?? defaultLongest, (tried) => {
    console.log(`${kind} ${index}, ${Math.ceil(tried.milliseconds)} ms: ${tried.outcome}`);
    if (tried.message !== undefined) console.log(tried.message);
    process.exitCode = tried.outcome === "failed" ? 1 : 0;
  });
  trying.stop();
}

function kindOf(name: string): Kind {
  const kind = kinds.find((one) => one.name === name);
  if (kind) return kind;
  throw new Error(`There is no kind ${name}; there are ${kinds.map((one) => one.name).join(", ")}`);
}

void main();
