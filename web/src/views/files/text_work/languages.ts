/** The languages that occur in images, and which of them a text is in: by its name, its first line, its beginning. */
import hljs from 'highlight.js/lib/core';
import apache from 'highlight.js/lib/languages/apache';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import nginx from 'highlight.js/lib/languages/nginx';
import perl from 'highlight.js/lib/languages/perl';
import php from 'highlight.js/lib/languages/php';
import properties from 'highlight.js/lib/languages/properties';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const grammars = {
  apache,
  bash,
  c,
  cpp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  lua,
  makefile,
  markdown,
  nginx,
  perl,
  php,
  properties,
  python,
  ruby,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
export type Language = keyof typeof grammars;

for (const [name, grammar] of Object.entries(grammars)) hljs.registerLanguage(name, grammar);

export { hljs };

/** How a language is called; the same in every tongue. */
export function languageName(language: Language): string {
  return hljs.getLanguage(language)?.name ?? language;
}

const byEnding: Record<string, Language> = {
  bash: 'bash',
  sh: 'bash',
  zsh: 'bash',
  bashrc: 'bash',
  profile: 'bash',
  c: 'c',
  h: 'c',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hh: 'cpp',
  hpp: 'cpp',
  css: 'css',
  diff: 'diff',
  patch: 'diff',
  go: 'go',
  cfg: 'ini',
  cnf: 'ini',
  conf: 'ini',
  desktop: 'ini',
  ini: 'ini',
  repo: 'ini',
  service: 'ini',
  socket: 'ini',
  timer: 'ini',
  toml: 'ini',
  java: 'java',
  cjs: 'javascript',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  json: 'json',
  map: 'json',
  spdx: 'json',
  webmanifest: 'json',
  lua: 'lua',
  mk: 'makefile',
  markdown: 'markdown',
  md: 'markdown',
  pl: 'perl',
  pm: 'perl',
  php: 'php',
  properties: 'properties',
  py: 'python',
  pyi: 'python',
  gemspec: 'ruby',
  rb: 'ruby',
  rs: 'rust',
  sql: 'sql',
  cts: 'typescript',
  mts: 'typescript',
  ts: 'typescript',
  tsx: 'typescript',
  htm: 'xml',
  html: 'xml',
  plist: 'xml',
  svg: 'xml',
  xhtml: 'xml',
  xml: 'xml',
  xsd: 'xml',
  xsl: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
};

const byName: Record<string, Language> = {
  '.bash_profile': 'bash',
  '.htaccess': 'apache',
  apkbuild: 'bash',
  containerfile: 'dockerfile',
  dockerfile: 'dockerfile',
  gemfile: 'ruby',
  gnumakefile: 'makefile',
  'httpd.conf': 'apache',
  'apache2.conf': 'apache',
  fastcgi_params: 'nginx',
  'nginx.conf': 'nginx',
  'nsswitch.conf': 'yaml',
  makefile: 'makefile',
  'os-release': 'properties',
  'go.mod': 'go',
  rakefile: 'ruby',
};

const byInterpreter: [RegExp, Language][] = [
  [/^(ba|da|a|z|k)?sh$/, 'bash'],
  [/^python/, 'python'],
  [/^perl/, 'perl'],
  [/^(node|bun|deno)/, 'javascript'],
  [/^ruby/, 'ruby'],
  [/^php/, 'php'],
  [/^lua/, 'lua'],
  [/^make$/, 'makefile'],
];

/** Nothing where no language is known: then the text stays plain, which is better than wrong. */
export function languageOf(name: string, text: string): Language | null {
  const lower = name.toLowerCase();
  const head = text.slice(0, 2000);
  if (Object.hasOwn(byName, lower)) return byName[lower] ?? null;
  if (/^dockerfile\.|\.dockerfile$/.test(lower)) return 'dockerfile';
  const ending = lower.slice(lower.lastIndexOf('.') + 1);
  // Web servers' own configurations end like everybody's.
  if (ending === 'conf' && /^\s*(server|http|upstream|location)\b[^\n]*\{/m.test(head)) return 'nginx';
  if (ending === 'conf' && /^\s*<(VirtualHost|Directory|IfModule)\b/m.test(head)) return 'apache';
  if (lower.includes('.') && Object.hasOwn(byEnding, ending)) return byEnding[ending] ?? null;
  return byShebang(head) ?? byContent(head, text);
}

function byShebang(head: string): Language | null {
  const shebang = /^#!\s*(\S+)(?:\s+(?:-S\s+)?(\S+))?/.exec(head);
  if (!shebang) return null;
  const [, path = '', argument = ''] = shebang;
  const program = path.slice(path.lastIndexOf('/') + 1);
  const interpreter = program === 'env' ? argument : program;
  return byInterpreter.find(([pattern]) => pattern.test(interpreter))?.[1] ?? null;
}

function byContent(head: string, text: string): Language | null {
  if (/^\s*(<\?xml|<!doctype|<html|<svg)\b/i.test(head)) return 'xml';
  if (/^\s*[{[]/.test(head) && /[}\]]\s*$/.test(text)) return 'json';
  if (/^(diff --git |--- \S+.*\n\+\+\+ )/.test(head)) return 'diff';
  if (/^---\s*\n\S+:/.test(head)) return 'yaml';
  if (/^(#[^\n]*\n|\s*\n)*FROM \S+/.test(head)) return 'dockerfile';
  if (/^(\s*[#;][^\n]*\n|\s*\n)*\[[\w ."-]+\]\s*\n/.test(head)) return 'ini';
  return null;
}
