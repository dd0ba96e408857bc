/** What the benchmarks print, and write for tools/bench: one JSON object a line. Times are milliseconds, sizes megabytes (10⁶ bytes). */
import { appendFileSync } from 'node:fs';

/** Of `bench`: `page`, `frames` or `start`. */
export function report(bench: string, figures: Record<string, string | number>): void {
  const line = JSON.stringify({ bench, ...figures });
  console.log(line);
  const out = process.env.IMAGE_ANATOMY_BENCH_OUT;
  if (out) appendFileSync(out, `${line}\n`);
}
