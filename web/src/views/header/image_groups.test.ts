import { expect, test } from 'vitest';
import type { ImageReport } from '../../engine/api.ts';
import { groupImages, platformName } from './image_groups.ts';

const image = (name: string | null, index?: string) =>
  ({ names: name ? [name] : [], digests: index ? { index } : {} }) as ImageReport;

test('platforms of one name, or of one nameless index, belong together', () => {
  const groups = groupImages([
    image('a:1'),
    image('b:1'),
    image('a:1'),
    image(null, 'x'),
    image(null, 'x'),
    image(null),
  ]);
  expect(groups.map((group) => group.members)).toEqual([[0, 2], [1], [3, 4], [5]]);
});

test('platform names', () => {
  expect(platformName({ os: 'linux', architecture: 'arm64', variant: 'v8' })).toBe('linux/arm64/v8');
  expect(platformName({ os: 'linux', architecture: 'amd64' })).toBe('linux/amd64');
});
