/** Where a symbolic link leads, as a path of the image. */

/** `path` is the link itself, `target` what it holds; `..` never leaves the root. */
export function resolveLink(path: string, target: string): string {
  const parts = target.startsWith('/') ? [] : path.split('/').slice(0, -1).filter(Boolean);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
