import { expect, test } from 'vitest';
import { resolveLink } from './links.ts';

test('relative, absolute and escaping targets', () => {
  expect(resolveLink('/usr/lib/a.so', 'a.so.1')).toBe('/usr/lib/a.so.1');
  expect(resolveLink('/lib', 'usr/lib')).toBe('/usr/lib');
  expect(resolveLink('/etc/mtab', '/proc/mounts')).toBe('/proc/mounts');
  expect(resolveLink('/a/b', '../../../x/./y//z')).toBe('/x/y/z');
});
