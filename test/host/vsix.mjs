import { join } from "node:path";
import { serverEnvironment } from "./environment.mjs";
import { installServer } from "./install.mjs";
import { run } from "./run.mjs";

/**
 * Installs a packaged extension where a server will find it; do it before that server starts.
 *
 * @param {string} vsix path of the .vsix file
 * @param {{ userDataDir: string, extensionsDir: string }} folders
 */
export async function installVsix(vsix, { userDataDir, extensionsDir }) {
  const { node, entry } = await installServer();
  const args = [
    entry,
    ...["--install-extension", vsix, "--force"],
    ...["--user-data-dir", userDataDir, "--extensions-dir", extensionsDir],
    ...["--config", join(userDataDir, "server.yaml")],
  ];
  await run(node, args, { env: serverEnvironment() });
}
