import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { sampleImage as plugin } from '../../vite/sample_image.ts';
import { FIXTURES } from '../engine/testing.ts';
import { sampleImage, sampleName } from './sample_image.ts';

const archive = `${FIXTURES}sample.docker.tar`;

vi.mock('#sample-image?url', async () => {
  const { load } = plugin({ archive: `${FIXTURES}sample.docker.tar`, inline: true });
  const code = (load as (id: string) => string)('\0sample-image');
  return { default: /"(.*)"/.exec(code)?.[1] };
});

test('inside a page that is one file, the sample is unpacked without a request', async () => {
  const asked = vi.spyOn(globalThis, 'fetch');
  const file = await sampleImage();
  expect(file.name).toBe(sampleName);
  expect(file.size).toBeLessThan(300_000);
  expect(gunzipSync(await file.arrayBuffer()).equals(readFileSync(archive))).toBe(true);
  expect(asked).not.toHaveBeenCalled();
});
