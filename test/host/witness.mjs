import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Wraps a test module into one that leaves a mark when its run() succeeds: VS Code itself reports
 * success, too, when the extension host dies in the middle of the tests.
 *
 * @param {string} tests absolute path of the test module
 * @param {string} folder empty, for the wrapper and its mark
 * @returns {Promise<{ entry: string, hasPassed: () => boolean }>}
 */
export async function witnessed(tests, folder) {
  const entry = join(folder, "entry.cjs");
  const mark = join(folder, "passed");
  const source = `exports.run = async () => {
  await require(${JSON.stringify(tests)}).run();
  require("node:fs").writeFileSync(${JSON.stringify(mark)}, "");
};
`;
  await writeFile(entry, source);
  return { entry, hasPassed: () => existsSync(mark) };
}
