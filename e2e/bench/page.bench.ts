/** From the choice of a file to the config, the first layer's tree and everything, for each image of IMAGE_ANATOMY_BENCH_IMAGES. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from '@playwright/test';
import { report } from '../../tests/bench/figures.mjs';
import { benchImages } from './images.ts';
import { openImage } from './opening.ts';

for (const image of benchImages()) {
  test(basename(image), async ({ page, browser }) => {
    const figures = Object.entries(await openImage(page, browser, image));
    const megabytes = Math.round(statSync(image).size / 1e6);
    const whole = figures.map(([name, value]) => [name, Math.round(value)]);
    report('page', { image: basename(image), megabytes, ...Object.fromEntries(whole) });
  });
}
