/** The built page in a folder of a server of its own, images in another beside it; a test can answer any request in its place. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fixture } from './fixtures.ts';
import { builtSite } from './own_site.ts';

export interface Asked {
  path: string;
  /** Undefined: the whole file. */
  bytes: number | undefined;
}

export interface ImageSite {
  /** Of the page. */
  address: string;
  origin: string;
  /** All requests so far. */
  asked: Asked[];
  /** Answers in the server's place where it gives true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Puts a file, or made-up bytes under a name, into images/ and gives the address of the page that opens it. */
  put(file: string, bytes?: Buffer): string;
  fixture(name: string): string;
  stop(): void;
}

export async function imageSite({ ranges = true } = {}): Promise<ImageSite> {
  // Not at the top: Playwright makes that a require(), and this file is a module.
  const { serve } = await import('../../tools/lib/serve.mjs');
  const root = mkdtempSync(join(tmpdir(), 'image-site-'));
  mkdirSync(join(root, 'images'));
  symlinkSync(builtSite, join(root, 'page'));
  const asked: Asked[] = [];
  const server = await serve(root, 0, {
    ranges,
    first(request: IncomingMessage, response: ServerResponse) {
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      asked.push({ path: request.url ?? '', bytes: last ? Number(last) - Number(first) + 1 : undefined });
      return site.intercept(request, response);
    },
  });
  const site: ImageSite = {
    address: `${server.address}page/`,
    origin: new URL(server.address).origin,
    asked,
    intercept: () => false,
    put(file, bytes) {
      const name = basename(file);
      if (bytes) writeFileSync(join(root, 'images', name), bytes);
      else copyFileSync(file, join(root, 'images', name));
      return `${site.address}?url=../images/${name}`;
    },
    fixture: (name) => site.put(fixture(name)),
    stop() {
      server.close();
      rmSync(root, { recursive: true });
    },
  };
  return site;
}
