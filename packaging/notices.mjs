// The notices that licences ask for in every copy: of the packages in the bundles, and of the sample.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * What is shipped and by whom.
 *
 * @typedef {object} Notice
 * @property {string} name
 * @property {string} version
 * @property {string} license SPDX id
 * @property {string} text the licence in full, with whatever notices come with it
 */

/** Licences that ask for no more than their notice in every copy. */
const allowedLicenses = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"];

const noticeFile = /^(licen[cs]e|copying|notice|copyrightnotice)s?(-\w+)?(\.(md|txt))?$/i;

/** A text kept beside this file; builds run in the root of the repository. */
const keptText = (/** @type {string} */ name) =>
  readFileSync(join("packaging/licence-texts", name), "utf8");

/**
 * Packages that are published without the licence of their repository: which text is theirs.
 * Its source is the file LICENSE of https://github.com/microsoft/fast.
 */
const withoutText = new Map(
  ["fast-element", "fast-foundation", "fast-web-utilities"].map((name) => [
    `@microsoft/${name}`,
    "microsoft-fast.txt",
  ]),
);

/**
 * The sample trace is what this model computes; media/samples/README.md tells of both. Its source
 * is the file LICENSE of https://github.com/hongyihuang/llama2.c at this commit.
 *
 * @returns {Notice}
 */
export function sampleNotice() {
  return {
    name: "media/samples/oz-small.kvtrace: model hongyihuang/llama2.c",
    version: "1d752ec30e6b1311d9cf27ee27325719deafd0a2",
    license: "MIT",
    text: `${keptText("llama2.c.txt").trim()}

The text that the model reads, The Wonderful Wizard of Oz by L. Frank Baum, is in the public domain.`,
  };
}

/**
 * @param {string} folder of an installed package
 * @returns {Notice}
 * @throws Error naming the package, where its licence is not allowed or its text is missing
 */
export function packageNotice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const label = `${name} ${version}`;
  if (!allowedLicenses.includes(license)) {
    const found = license === undefined ? "no licence" : `the licence ${JSON.stringify(license)}`;
    throw new Error(`${label} is bundled and has ${found}; allowed: ${allowedLicenses.join(", ")}`);
  }
  const texts = readdirSync(folder)
    .filter((file) => noticeFile.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
  const kept = withoutText.get(name);
  if (kept !== undefined) texts.unshift({ file: "LICENSE", text: keptText(kept) });
  // A notice names authors, only a licence grants something.
  if (!texts.some(({ file, text }) => /^(licen[cs]e|copying)/i.test(file) && text.trim() !== "")) {
    throw new Error(`${label} is bundled and holds no text of its licence (${license})`);
  }
  return { name, version, license, text: texts.map(({ text }) => text.trim()).join("\n\n") };
}

/** The longest run of backticks decides how a block of text is fenced. */
function fenced(/** @type {string} */ text) {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/**
 * @param {Notice[]} notices
 * @returns {string} Markdown, sorted by name and version: the same notices give the same bytes
 */
export function renderNotices(notices) {
  const label = (/** @type {Notice} */ { name, version }) => `${name} ${version}`;
  const sections = [...notices]
    .sort((a, b) => (label(a) < label(b) ? -1 : 1))
    .map((notice) => `## ${label(notice)}\n\n${notice.license}\n\n${fenced(notice.text)}\n`);
  return [
    "# Third-party notices\n",
    "The extension contains the following work of others, each under the licence that follows it.\n",
    ...sections,
  ].join("\n");
}
