import { expect, test } from 'vitest';
import { splitName } from './image_name.ts';

test('names are split as docker splits them', () => {
  expect(splitName('docker.io/library/nginx:1')).toEqual({ repository: 'nginx', tag: '1' });
  expect(splitName('host:5000/app')).toEqual({ repository: 'host:5000/app', tag: '' });
  expect(splitName('v1')).toEqual({ repository: '', tag: 'v1' });
});
