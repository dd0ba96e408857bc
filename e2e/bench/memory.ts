/** Memory of the whole page, workers and wasm included: all renderer processes. Linux only; 0 elsewhere. */
import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

const pause = () => new Promise((done) => setTimeout(done, 50));

export interface PeakMeter {
  /** Ends the measuring; megabytes. */
  stop(): Promise<{ before: number; peak: number }>;
}

export async function measurePeak(browser: Browser): Promise<PeakMeter> {
  const session = await browser.newBrowserCDPSession();
  const sum = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').reduce((all, { id }) => all + megabytesOf(id), 0);
  };
  const before = await sum();
  let peak = before;
  let isMeasuring = true;
  const measuring = (async () => {
    for (; isMeasuring; await pause()) peak = Math.max(peak, await sum());
  })();
  return {
    async stop() {
      isMeasuring = false;
      await measuring;
      return { before: Math.round(before), peak: Math.round(peak) };
    },
  };
}

/** What the process alone uses, and its part of the shared memory that files are read through. */
function megabytesOf(process: number): number {
  try {
    const rollup = readFileSync(`/proc/${process}/smaps_rollup`, 'latin1');
    const parts = [...rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+)/gm)];
    return parts.reduce((sum, [, kilobytes]) => sum + (Number(kilobytes) * 1024) / 1e6, 0);
  } catch {
    // It ended meanwhile, or this system has no /proc.
    return 0;
  }
}
