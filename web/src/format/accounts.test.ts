import { expect, test } from 'vitest';
import { ownerNames, parseAccounts } from './accounts.ts';

const users = parseAccounts(
  'root:x:0:0:root:/root:/bin/sh\n# comment\ntoor:x:0:0::/:\nweb:x:101:101::/:\n:x:7:7\nx:y:-1:',
);
const groups = parseAccounts('root:x:0:\nweb:x:101:web\n');

test('the first line of an id counts, odd lines do not', () => {
  expect([...users]).toEqual([
    [0, 'root'],
    [101, 'web'],
  ]);
});

test('owners by name as far as they are known', () => {
  expect(ownerNames(0, 0, users, groups)).toBe('root:root');
  expect(ownerNames(101, 5, users, groups)).toBe('web:5');
  expect(ownerNames(5, 5, users, groups)).toBe('');
});
