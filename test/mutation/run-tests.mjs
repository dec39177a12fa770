// Runs some tests of some bundles, as its parent asks, and tells it how they ended. In a bundle
// that counts, also what each test reached.
import { performance } from "node:perf_hooks";
import Mocha from "mocha";

/**
 * @typedef {object} Asked
 * @property {string[]} files
 * @property {string[] | null} titles of the tests that run, all where null
 * @property {boolean} counts
 */

/** @type {Set<number>} */
let reached = new Set();
const shared = reached;
// Bundles that count call this wherever a fault may be.
globalThis.$reached = (/** @type {number} */ fault) => {
  reached.add(fault);
  return false;
};

process.once("message", async (/** @type {Asked} */ { files, titles, counts }) => {
  // A fault that lets a test run on for ever is the parent's to end.
  const mocha = new Mocha({ bail: !counts, timeout: 0, reporter: "min" });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  if (titles) keep(mocha.suite, new Set(titles));
  /** @type {{ title: string, milliseconds: number, reached: number[] }[]} */
  const tests = [];
  let began = 0;
  mocha.rootHooks({
    beforeEach() {
      reached = new Set();
      began = performance.now();
    },
    /** @this {Mocha.Context} */
    afterEach() {
      const milliseconds = performance.now() - began;
      const title = this.currentTest?.fullTitle() ?? "";
      tests.push({ title, milliseconds, reached: counts ? [...reached] : [] });
      reached = shared;
    },
  });
  mocha.run((failures) => {
    process.send?.({ failures, tests, shared: [...shared] }, () => process.exit(0));
  });
});

/**
 * @param {Mocha.Suite} suite
 * @param {ReadonlySet<string>} titles
 */
function keep(suite, titles) {
  suite.tests = suite.tests.filter((test) => titles.has(test.fullTitle()));
  for (const child of suite.suites) keep(child, titles);
}
