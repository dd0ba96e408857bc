import { expect, test } from 'vitest';
import { octalMode, symbolicMode } from './mode.ts';

test('permissions and types', () => {
  expect(symbolicMode(0o644, 'file')).toBe('-rw-r--r--');
  expect(symbolicMode(0o755, 'dir')).toBe('drwxr-xr-x');
  expect(symbolicMode(0o777, 'symlink')).toBe('lrwxrwxrwx');
  expect(symbolicMode(0, 'char')).toBe('c---------');
});

test('set-uid, set-gid and sticky, with and without execute', () => {
  expect(symbolicMode(0o4755, 'file')).toBe('-rwsr-xr-x');
  expect(symbolicMode(0o4644, 'file')).toBe('-rwSr--r--');
  expect(symbolicMode(0o2711, 'file')).toBe('-rwx--s--x');
  expect(symbolicMode(0o1777, 'dir')).toBe('drwxrwxrwt');
  expect(symbolicMode(0o1776, 'dir')).toBe('drwxrwxrwT');
});

test('octal leaves the file type bits out', () => {
  expect(octalMode(0o100644)).toBe('0644');
  expect(octalMode(0o4755)).toBe('4755');
});
