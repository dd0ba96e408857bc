import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from './route.ts';

const routes: [Route, string][] = [
  [{ section: 'config' }, '#/config'],
  [{ section: 'layers' }, '#/layers'],
  [{ section: 'layers', layer: 3 }, '#/layers/3'],
  [{ section: 'files' }, '#/files/'],
  [{ section: 'files', path: '/etc/passwd', at: 3 }, '#/files/etc/passwd?at=3'],
  [{ section: 'files', changes: 0 }, '#/files/?changes=0'],
  [{ section: 'files', path: '/etc', from: 2, at: 5 }, '#/files/etc?from=2&at=5'],
  [{ section: 'files', from: -1 }, '#/files/?from=-1'],
  [{ section: 'files', path: '/a b/100%/#?ção' }, '#/files/a%20b/100%25/%23%3F%C3%A7%C3%A3o'],
  [{ section: 'space' }, '#/space'],
  [{ section: 'space', path: '/usr/a b' }, '#/space/usr/a%20b'],
  [
    {
      section: 'files',
      path: '/etc',
      changes: 2,
      filter: { pattern: 'a&b=c/ç#*', kind: 'glob', changes: ['added', 'removed'], minSize: 10, onlyMatches: true },
    },
    '#/files/etc?changes=2&filter=a%26b%3Dc%2F%C3%A7%23*&kind=glob&change=added,removed&min=10',
  ],
  [
    { section: 'files', filter: { pattern: '(a+)+$', kind: 'regex', changes: [], maxSize: 0, onlyMatches: false } },
    '#/files/?filter=(a%2B)%2B%24&kind=regex&max=0&all=1',
  ],
];

test.each(routes)('%j', (route, address) => {
  expect(formatRoute(route)).toBe(address);
  expect(parseRoute(address)).toEqual(route);
});

test('what people type by hand', () => {
  expect(parseRoute('')).toEqual({ section: '' });
  expect(parseRoute('#config')).toEqual({ section: 'config' });
  expect(parseRoute('#/files/100%')).toEqual({ section: 'files', path: '/100%' });
  expect(parseRoute('#/space/')).toEqual({ section: 'space' });
  expect(parseRoute('#/layers/x')).toEqual({ section: 'layers' });
  expect(parseRoute('#/files/?at=-1')).toEqual({ section: 'files' });
  expect(parseRoute('#/files/?from=-2')).toEqual({ section: 'files' });
  expect(parseRoute('#/files/?from=1&changes=2')).toEqual({ section: 'files', changes: 2 });
  expect(parseRoute('#/files/?kind=odd&change=,none&min=-1&max=1e9')).toEqual({ section: 'files' });
  expect(parseRoute('#/files/?filter=a%&change=removed,added')).toEqual({
    section: 'files',
    filter: { pattern: 'a%', kind: 'name', changes: ['added', 'removed'], onlyMatches: true },
  });
  expect(parseRoute('#/files/?at=1&changes=2')).toEqual({ section: 'files', changes: 2 });
});
