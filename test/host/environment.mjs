/**
 * Variables that would change what a server does: those of an editor that this process runs inside
 * (a server started there hands its arguments to that editor), and options meant for this Node.js.
 */
const foreign =
  /^(VSCODE_|CODE_SERVER_|CS_|ELECTRON_|NODE_OPTIONS$|PORT$|PASSWORD$|HASHED_PASSWORD$)/;

/** Without an address the server asks no shop for extensions, so it works alike with and without a network. */
const noGallery = JSON.stringify({ serviceUrl: "" });

/**
 * @param {NodeJS.ProcessEnv} [extra] what the extension under test shall see besides
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment(extra = {}) {
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: noGallery, ...extra };
}
