// Runs the levels named on the command line, or all of them, and closes with one line of counts.
// --full adds the slow sweeps, --planted a failing test to every level; --desktop downloads a desktop VS Code for the integration tests.
// "e2e --pictures" only looks at every view, and keeps what it sees as the pictures of the documents.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";

const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const environment = {
  ...process.env,
  ...(flags.includes("--full") ? { KVTRACE_TEST_FULL: "1" } : {}),
  ...(flags.includes("--planted") ? { KVTRACE_TEST_PLANTED: "1" } : {}),
  ...(flags.includes("--pictures") ? { KVTRACE_TEST_PICTURES: "1" } : {}),
  ...(flags.includes("--desktop") ? { KVTRACE_TEST_DESKTOP: "1" } : {}),
};

const endToEndFiles = flags.includes("--pictures") ? "views.test.mjs" : "**/*.test.mjs";

const minutes = flags.includes("--full") ? "10" : "1";

/**
 * Each level is the commands that it takes; the first that fails ends the level.
 *
 * @type {Record<string, string[][]>}
 */
const levels = {
  lint: [["npm", "run", "--silent", "lint"]],
  unused: [["npm", "run", "--silent", "unused"]],
  types: [["npm", "run", "--silent", "typecheck"]],
  unit: [["npx", "mocha", "--timeout", "60000", "dist-test/unit/**/*.test.js"]],
  slurm: [["npx", "mocha", "--timeout", "600000", "dist-test/slurm/**/*.test.js"]],
  campaign: [["node", "dist-test/campaign/campaign.js", "--fresh", "--minutes", minutes]],
  integration: [["node", "test/integration/run.mjs"]],
  e2e: [
    ["npm", "run", "--silent", "package"],
    ["npx", "mocha", "--timeout", "180000", `dist-test/e2e/${endToEndFiles}`],
  ],
};
const bundled = ["unit", "slurm", "campaign", "integration", "e2e"];

/**
 * Runs one command, shows its output and returns its exit code with what was counted in it, by mocha
 * or in a line as this program's own last one.
 *
 * @param {string[]} command
 * @returns {Promise<{ code: number, passed: number, failed: number, skipped: number }>}
 */
function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: environment, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      process.stdout.write(chunk);
      output += chunk;
    });
    child.on("error", (error) => {
      console.error(error.message);
      resolve({ code: 1, passed: 0, failed: 0, skipped: 0 });
    });
    child.on("close", (code) => {
      const count = (/** @type {RegExp} */ pattern) =>
        [...output.matchAll(pattern)].reduce(
          (sum, [, one, other]) => sum + Number(one ?? other),
          0,
        );
      resolve({
        code: code ?? 1,
        passed: count(/^\s*(\d+) passing|^(\d+) passed, \d+ failed$/gm),
        failed: count(/^\s*(\d+) failing|^\d+ passed, (\d+) failed$/gm),
        skipped: count(/^\s*(\d+) pending/gm),
      });
    });
  });
}

const chosen = named.length > 0 ? named : Object.keys(levels);
const unknown = chosen.filter((level) => !(level in levels));
if (unknown.length > 0) {
  console.error(
    `Unknown level ${unknown.join(", ")}; known are ${Object.keys(levels).join(", ")}.`,
  );
  process.exit(2);
}

mkdirSync("test-results", { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
if (chosen.some((level) => bundled.includes(level))) {
  const build = await run(["node", "esbuild.mjs", "--tests"]);
  if (build.code !== 0) {
    console.log("0 passed, 1 failed");
    process.exit(1);
  }
}
for (const level of chosen) {
  console.log(`\n== ${level}`);
  for (const command of levels[level]) {
    const { code, passed, failed, skipped } = await run(command);
    total.passed += passed;
    total.skipped += skipped;
    // A command without tests of its own, such as the linter, counts as one test.
    total.failed += code === 0 ? 0 : Math.max(1, failed);
    if (code === 0 && passed === 0) total.passed++;
    if (code !== 0) break;
  }
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);
