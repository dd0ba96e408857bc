/** One line on standard error that says how far the work is; nothing where that is no terminal. */
import type { Progress } from '../../web/src/engine/api.ts';
import { bytes } from './text.ts';

const CLEAR_LINE = '\r\x1b[K';

export class ProgressLine {
  private shown = false;

  constructor(private readonly terminal: NodeJS.WriteStream) {}

  show({ phase, bytesRead, bytesTotal, layers }: Progress): void {
    if (!this.terminal.isTTY) return;
    if (phase === 'done') {
      this.clear();
      return;
    }
    const finished = layers.filter(({ state }) => state === 'complete' || state === 'partial').length;
    const what = {
      downloading: 'Downloading',
      opening: 'Opening',
      scanning: `Reading layers, ${finished} of ${layers.length}`,
      verifying: 'Checking digests',
      listed: 'Layers not read',
      read: 'Digests not checked',
    }[phase];
    const share = bytesTotal > 0 ? `${Math.floor((100 * bytesRead) / bytesTotal)} %` : '';
    this.terminal.write(`${CLEAR_LINE}${what}  ${bytes(bytesRead)} of ${bytes(bytesTotal)}  ${share}`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) this.terminal.write(CLEAR_LINE);
    this.shown = false;
  }
}
