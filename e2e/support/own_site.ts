/** A copy of the built page on a server of its own, in a folder of its address: it can be changed, broken and taken off the network. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export const builtSite = process.env.IMAGE_ANATOMY_SITE ?? join(__dirname, '../../dist');

export interface OwnSite {
  address: string;
  /** Publishes another version: index.html says so, and the service worker knows it. */
  publish(version: string): void;
  /** The same, but the site still serves the earlier index.html, as one in the middle of being published does. */
  publishHalf(version: string): void;
  /** Stops the server; nobody answers at this address any more. */
  stop(): void;
  remove(): void;
}

export async function ownSite(): Promise<OwnSite> {
  // Not at the top: Playwright makes that a require(), and this file is a module.
  const { serve } = await import('../../tools/lib/serve.mjs');
  const root = mkdtempSync(join(tmpdir(), 'site-'));
  const folder = join(root, 'a folder');
  cpSync(builtSite, folder, { recursive: true });
  const server = await serve(root);
  const index = join(folder, 'index.html');
  const script = join(folder, 'service_worker.js');

  function publishHalf(version: string): string {
    const html = readFileSync(index, 'utf8').replace(/<html[^>]*>/, `<html lang="en" data-version="${version}">`);
    const digest = createHash('sha256').update(html).digest('base64');
    writeFileSync(
      script,
      readFileSync(script, 'utf8')
        .replace(/\["\.\/","sha256-[^"]*"\]/, JSON.stringify(['./', `sha256-${digest}`]))
        // Followed by the list of files.
        .replace(/"[0-9a-f]{16}"/, JSON.stringify(digest.slice(0, 16))),
    );
    return html;
  }
  return {
    address: `${server.address}a%20folder/`,
    publish: (version) => writeFileSync(index, publishHalf(version)),
    publishHalf,
    stop: server.close,
    remove() {
      server.close();
      rmSync(root, { recursive: true });
    },
  };
}

/** The service worker has everything, and answers what this page asks for. */
export async function keptForOffline(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const { active, installing, waiting } = await navigator.serviceWorker.ready;
    return active?.state === 'activated' && !installing && !waiting && navigator.serviceWorker.controller !== null;
  });
}
