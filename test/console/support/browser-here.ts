import { findBrowser } from '../../../src/commands/find-browser.js';

/** Where this machine has a Chromium; undefined on one that has none. @throws Error in CI, which must have one */
export function browserHere(): string | undefined {
  const found = findBrowser();
  if (found === undefined && process.env['CI']) {
    throw new Error('the console is tested in a real browser: install Chromium (Debian package chromium)');
  }
  return found;
}
