// Which Chromium the tests and the screenshots use, and how it is started.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

// First the shell that is made for this: the same engine, without the windows that nobody sees, in half the time.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** `IMAGE_ANATOMY_CHROMIUM`, or the machine's own; undefined: the one Playwright has fetched. */
function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), onMac];
  return process.env.IMAGE_ANATOMY_CHROMIUM || candidates.find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us.
    return false;
  }
}

const program = findChromium();

export const launchOptions = {
  ...(program && { executablePath: program }),
  // Chromium's sandbox refuses to run as root, which is what a container is.
  chromiumSandbox: process.getuid?.() !== 0,
};
