// Plants small faults in a room's sources, one at a time, and counts those that its unit tests notice.
//   npm run test:mutation -- [ROOM ...] [--sample N | --all] [--seed S] [--jobs J]
// A fault is noticed where a test fails, or does not end. The tests that reach it run, the quickest
// files first, until one fails.
import { fork } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bundle } from "./bundle.mjs";
import { rooms } from "./rooms.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string", default: "150" },
    all: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    jobs: { type: "string", default: "1" },
  },
});

/** A test takes so many times as long as without a fault before it is given up, and this at least. */
const patience = 5;
const leastMilliseconds = 20_000;

/**
 * @param {import("./run-tests.mjs").Asked} asked
 * @param {number} milliseconds after which it is ended
 * @param {number} [fault]
 * @returns {Promise<{ failures: number, tests: { title: string, milliseconds: number, reached: number[] }[], shared: number[] } | undefined>}
 *   undefined where it did not end by itself
 */
function runTests(asked, milliseconds, fault) {
  const env = fault === undefined ? process.env : { ...process.env, KVTRACE_FAULT: `${fault}` };
  const child = fork("test/mutation/run-tests.mjs", {
    env,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
    child.on("message", (told) => resolve(/** @type {any} */ (told)));
    child.on("close", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    child.send(asked);
  });
}

/** What a file's tests reach: by fault, the tests to run for it. */
async function measureReach(/** @type {string[]} */ bundles) {
  const reach = new Map();
  for (const file of bundles) {
    const told = await runTests({ files: [file], titles: null, counts: true }, 600_000);
    if (!told || told.failures > 0) {
      console.log(`  left out, it fails without a fault: ${file}`);
      continue;
    }
    const all = told.tests.map(({ title }) => title);
    const whole = told.tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    for (const fault of told.shared)
      at(reach, fault).set(file, { titles: all, milliseconds: whole });
    for (const { title, milliseconds, reached } of told.tests) {
      for (const fault of reached) {
        const files = at(reach, fault);
        const known = files.get(file) ?? { titles: [], milliseconds: 0 };
        if (!known.titles.includes(title)) known.titles.push(title);
        files.set(file, { ...known, milliseconds: known.milliseconds + milliseconds });
      }
    }
  }
  return reach;
}

function at(
  /** @type {Map<number, Map<string, { titles: string[], milliseconds: number }>>} */ reach,
  /** @type {number} */ fault,
) {
  const files = reach.get(fault) ?? new Map();
  reach.set(fault, files);
  return files;
}

/** Some of the numbers below `count`, the same for a seed. */
function draw(
  /** @type {number} */ count,
  /** @type {number} */ wanted,
  /** @type {number} */ seed,
) {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: count }, (_, number) => ({ number, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, wanted)
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}

async function measure(/** @type {string} */ name) {
  const folder = `dist-test/mutation/${name.replace("/", "-")}`;
  const counting = await bundle(rooms[name], `${folder}/counting`, true);
  const { faults } = await bundle(rooms[name], `${folder}/faults`, false);
  const reach = await measureReach(counting.bundles);
  const wanted = values.all ? faults.length : Number(values.sample);
  const drawn = draw(faults.length, wanted, Number(values.seed));
  /** @type {(import("./plant.mjs").Fault & { how: string })[]} */
  const survivors = [];
  const queue = [...drawn];
  const work = async () => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      const files = [...(reach.get(fault) ?? [])].sort(
        ([, a], [, b]) => a.milliseconds - b.milliseconds,
      );
      let isNoticed = false;
      for (const [file, { titles, milliseconds }] of files) {
        const asked = { files: [file.replace("/counting/", "/faults/")], titles, counts: false };
        const told = await runTests(asked, leastMilliseconds + patience * milliseconds, fault);
        isNoticed = told === undefined || told.failures > 0;
        if (isNoticed) break;
      }
      if (!isNoticed) {
        survivors.push({ ...faults[fault], how: files.length === 0 ? "not reached" : "survived" });
      }
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  survivors.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/survivors.json`, `${JSON.stringify(survivors, null, 1)}\n`);
  for (const { how, file, line, original, fault } of survivors) {
    console.log(`  ${how}: ${file}:${line}  ${original}  ->  ${fault}`);
  }
  const noticed = drawn.length - survivors.length;
  const share = ((100 * noticed) / drawn.length).toFixed(0);
  console.log(`| ${name} | ${faults.length} | ${drawn.length} | ${noticed} | ${share} % |`);
}

const names = positionals.length > 0 ? positionals : Object.keys(rooms);
const unknown = names.filter((name) => !(name in rooms));
if (unknown.length > 0) {
  console.error(`No room ${unknown.join(", ")}; there are ${Object.keys(rooms).join(", ")}.`);
  process.exit(2);
}
console.log("| room | faults | drawn | noticed | share |");
for (const name of names) await measure(name);
