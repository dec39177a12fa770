// Called by "npm start": VS Code in the browser with the packaged extension and a sample trace.
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { pageAddress } from "./address.mjs";
import { editorAssociations } from "./associations.mjs";
import { cacheFolder, repository } from "./paths.mjs";
import { startServer } from "./server.mjs";

/** Kept from run to run, as browsers remember layout and open files by address. */
const usualPort = 8130;

/**
 * Starts VS Code for a person, with a profile that is kept from run to run.
 *
 * @param {string} vsix path of the packaged extension
 * @param {string} sample path of the file to open, in the folder that contains it
 * @returns {Promise<{ address: string, server: import("./server.mjs").Server }>}
 */
export async function startForPerson(vsix, sample) {
  const server = await startServer({
    vsix: resolve(vsix),
    dataFolder: join(cacheFolder(), "person"),
    settings: await editorAssociations(join(repository, "package.json")),
    port: (await isFree(usualPort)) ? usualPort : 0,
  });
  const openFile = resolve(sample);
  return { address: pageAddress(server, { folder: dirname(openFile), openFile }), server };
}

function isFree(/** @type {number} */ port) {
  return /** @type {Promise<boolean>} */ (
    new Promise((answer) => {
      const probe = createServer();
      probe.once("error", () => answer(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => answer(true)));
    })
  );
}

async function main() {
  const [vsix, sample] = process.argv.slice(2);
  if (!vsix || !sample) throw new Error("Usage: node test/host/start.mjs EXTENSION.vsix SAMPLE");
  const { address, server } = await startForPerson(vsix, sample);
  let stopping = false;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      stopping = true;
      void server.stop();
    });
  }
  console.log(`\n  Open ${address}\n\n  Ctrl-C stops it.`);
  await server.ended;
  if (!stopping) throw new Error(`The server ended:\n${server.log()}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
