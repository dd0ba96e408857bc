/** From the choice of a file to the config, the first layer's tree and everything, for each image of IMAGE_ANATOMY_BENCH_IMAGES: medians. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { type Browser, test } from '@playwright/test';
import { median, report } from '../../tests/bench/figures.mjs';
import { benchImages } from './images.ts';
import { openImage } from './opening.ts';

const ROUNDS = 3;

for (const image of benchImages()) {
  test(basename(image), async ({ browser, baseURL }) => {
    const open = async (weighed?: Browser) => {
      const page = await browser.newPage({ baseURL });
      const figures = await openImage(page, image, weighed);
      await page.close();
      return figures;
    };
    const rounds: Awaited<ReturnType<typeof open>>['times'][] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push((await open()).times);
    const { memory } = await open(browser);
    const names = Object.keys(rounds[0] ?? {}) as (keyof (typeof rounds)[number])[];
    const medians = names.map((name) => [name, Math.round(median(rounds.map((round) => round[name])))]);
    const megabytes = Math.round(statSync(image).size / 1e6);
    report('page', { image: basename(image), megabytes, ...Object.fromEntries(medians), ...memory });
  });
}
