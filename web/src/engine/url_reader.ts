/** Reads a file behind a URL by ranges. Needs a browser that can suspend wasm. */
import type { Problem } from './contract.ts';
import { problemOfException } from './problems.ts';
import type { Reader } from './reader.ts';
import { fetchRange, type RemoteFile } from './url_ranges.ts';

/** The archive's headers lie far apart, each is half a kilobyte. */
const LEAST_BYTES = 64 << 10;
/** A second of a slow line, and on a quick one little beside the time of the answer's way. */
const MOST_BYTES = 4 << 20;

interface Block {
  offset: number;
  length: number;
  bytes: Promise<Uint8Array>;
  stop: AbortController;
}

/** Keeps one block, and while reading goes straight on also fetches the next: memory does not grow with the file. */
export class UrlReader implements Reader {
  readonly size: number;
  failure: Problem | undefined;
  private block: Block | undefined;
  private ahead: Block | undefined;

  constructor(private readonly file: RemoteFile) {
    this.size = file.size;
  }

  async read(offset: number, into: Uint8Array): Promise<number> {
    const end = Math.min(offset + into.length, this.size);
    try {
      for (let at = offset; at < end; ) {
        const block = this.blockAt(at, end);
        const bytes = (await block.bytes).subarray(at - block.offset, end - block.offset);
        into.set(bytes, at - offset);
        at += bytes.length;
      }
      return Math.max(0, end - offset);
    } catch (error) {
      this.failure = problemOfException(error);
      return -1;
    }
  }

  /** The block that has the byte at `offset`; `end` is where the bytes that are wanted now end. */
  private blockAt(offset: number, end: number): Block {
    if (this.block && holds(this.block, offset)) return this.block;
    const goesOn = this.block !== undefined && offset === this.block.offset + this.block.length;
    const wanted = Math.min(MOST_BYTES, Math.max(end - offset, goesOn ? 2 * (this.block?.length ?? 0) : LEAST_BYTES));
    const isAhead = this.ahead !== undefined && holds(this.ahead, offset);
    if (!isAhead) this.ahead?.stop.abort();
    const block = (isAhead && this.ahead) || this.fetch(offset, wanted);
    this.block = block;
    const next = block.offset + block.length;
    this.ahead = goesOn && next < this.size ? this.fetch(next, Math.min(MOST_BYTES, 2 * block.length)) : undefined;
    return block;
  }

  private fetch(offset: number, wanted: number): Block {
    const length = Math.min(wanted, this.size - offset);
    const stop = new AbortController();
    const bytes = fetchRange(this.file, offset, offset + length - 1, stop.signal);
    // One that is fetched ahead may never be waited for.
    bytes.catch(() => undefined);
    return { offset, length, bytes, stop };
  }
}

function holds({ offset, length }: Block, at: number): boolean {
  return at >= offset && at < offset + length;
}
