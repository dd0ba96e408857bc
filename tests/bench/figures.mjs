// What the benchmarks print, and write for tools/bench: one JSON object a line. Sizes are megabytes (10⁶ bytes), times seconds in whole
// programs and milliseconds in the page.

import { appendFileSync } from 'node:fs';

/**
 * @param {string} bench the part of the benchmark: `peers`, `page`, …; one table of the summary
 * @param {Record<string, string | number | boolean>} figures
 */
export function report(bench, figures) {
  const line = JSON.stringify({ bench, ...figures });
  console.log(line);
  const out = process.env.IMAGE_ANATOMY_BENCH_OUT;
  if (out) appendFileSync(out, `${line}\n`);
}

/** @param {number[]} values */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** To two places.
 * @param {number} value */
export const rounded = (value) => Number(value.toFixed(2));
