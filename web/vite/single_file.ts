/**
 * Puts the whole page into one file that runs from a file: address: scripts, styles, icon, the engine's code, compressed, and the licences
 * that have to travel with them. Its policy allows exactly these scripts and styles, by their digests, and no connection at all.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';
import { licensesOf } from '../third_party_licenses.ts';
import type { BundledPackages } from './bundled_packages.ts';

interface Options {
  packages: BundledPackages;
  /** Path of the engine's code, for `#engine-packed`. */
  engine: string;
  /** Path of the icon, an SVG. */
  icon: string;
  /** Path of the script that runs before all others. */
  check: string;
  fileName: string;
}

export function singleFile({ packages, engine, icon, check, fileName }: Options): Plugin {
  const packed = '\0engine-packed';
  return {
    name: 'single-file',
    enforce: 'pre',
    config: () => ({
      build: {
        copyPublicDir: false,
        cssCodeSplit: false,
        modulePreload: false,
        rollupOptions: { output: { codeSplitting: false } },
      },
    }),
    resolveId: (id) => (id === '#engine-packed' ? packed : undefined),
    load: (id) =>
      id === packed ? `export default "${gzipSync(readFileSync(engine), { level: 9 }).toString('base64')}"` : undefined,
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const [script, ...others] = Object.values(bundle).filter((file) => file.type === 'chunk');
        if (!script || others.length > 0) return this.error('The page must be one script.');
        const page = onePage(text(bundle['index.html']), {
          script: inScript(script.code),
          style: text(Object.values(bundle).find((file) => file.fileName.endsWith('.css'))),
          icon: readFileSync(icon),
          check: readFileSync(check, 'utf8'),
          licenses: licensesOf(packages),
        });
        for (const name of Object.keys(bundle)) delete bundle[name];
        this.emitFile({ type: 'asset', fileName, source: page });
      },
    },
  };
}

interface Contents {
  script: string;
  style: string;
  icon: Buffer;
  check: string;
  licenses: string;
}

/** Exported for its test. */
export function onePage(html: string, { script, style, icon, check, licenses }: Contents): string {
  const policy = [
    "default-src 'none'",
    `script-src ${digest(script)} ${digest(check)} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src ${digest(style)}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
  const replacements: [RegExp, string][] = [
    [/(?<=http-equiv="Content-Security-Policy"\s+content=")[^"]*/, policy],
    [/(?<=<link rel="icon"[^>]*href=")[^"]*/, `data:image/svg+xml;base64,${icon.toString('base64')}`],
    [/<link rel="apple-touch-icon"[^>]*>\s*/, ''],
    [/<link rel="manifest"[^>]*>\s*/, ''],
    [/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`],
    [/<script src="[^"]*browser_check\.js"><\/script>/, `<script>${check}</script>`],
    // Last, for a script can hold anything.
    [/<script type="module"[^>]*><\/script>/, `<script type="module">${script}</script>`],
  ];
  const page = replacements.reduce((page, [what, by]) => replaceOnce(page, what, by), html);
  return `${page.trimEnd()}\n<!--\n${inComment(licenses)}\n-->\n`;
}

function replaceOnce(page: string, what: RegExp, by: string): string {
  if (page.split(new RegExp(what, 'g')).length !== 2) throw new Error(`index.html must have exactly one ${what}`);
  return page.replace(what, () => by);
}

/** What would end the element early, or open a comment in it; both can only stand in strings. */
function inScript(code: string): string {
  return code.replace(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '\\x3c!--');
}

/** What would end the comment. */
function inComment(text: string): string {
  return text.replace(/--(?=!?>)/g, '- -');
}

function digest(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

function text(file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): string {
  if (file?.type !== 'asset') throw new Error('The page or its styles are missing.');
  return Buffer.from(file.source).toString('utf8');
}
