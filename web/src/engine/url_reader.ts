/** Reads a file behind a URL by ranges. Needs a browser that can suspend wasm. */
import type { Problem } from './contract.ts';
import { problemOfException } from './problems.ts';
import type { Part, Reader } from './reader.ts';
import { fetchRange, type RemoteFile } from './url_ranges.ts';

/** The archive's headers lie far apart, each is half a kilobyte. */
const LEAST_BYTES = 64 << 10;
/** A second of a slow line, and on a quick one little beside the time of the answer's way. */
const MOST_BYTES = 4 << 20;

interface Block extends Part {
  bytes: Promise<Uint8Array>;
  stop: AbortController;
}

/**
 * Keeps one block. While reading goes straight on the next is fetched as well, as soon as the last has come: the line is busy while a
 * block is unpacked, and little is asked for in vain where reading ends.
 */
export class UrlReader implements Reader {
  readonly size: number;
  /** A jump loses what is on its way, up to two blocks, and a body that has to be compared after all is fetched again from its beginning. */
  readonly worthJumping = 32 << 20;
  failure: Problem | undefined;
  private block: Block | undefined;
  private ahead: Block | undefined;
  private goesOn = false;
  private parts: Part[];

  constructor(private readonly file: RemoteFile) {
    this.size = file.size;
    this.parts = [this.whole];
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
      this.fetchAhead();
      return Math.max(0, end - offset);
    } catch (error) {
      this.failure = problemOfException(error);
      return -1;
    }
  }

  expect(parts: Part[]): void {
    this.parts = parts;
  }

  close(): void {
    this.ahead?.stop.abort();
    this.parts = [this.whole];
  }

  /** The block that has the byte at `offset`; `end` is where the bytes that are wanted now end. */
  private blockAt(offset: number, end: number): Block {
    if (this.block && holds(this.block, offset)) return this.block;
    const before = this.block;
    this.goesOn = before !== undefined && offset === before.offset + before.size;
    const ahead = this.ahead;
    this.ahead = undefined;
    if (ahead && holds(ahead, offset)) {
      this.block = ahead;
      return ahead;
    }
    ahead?.stop.abort();
    this.block = this.fetch(offset, Math.max(end - offset, this.goesOn && before ? 2 * before.size : LEAST_BYTES));
    return this.block;
  }

  private fetchAhead(): void {
    if (!this.goesOn || this.ahead || !this.block) return;
    const next = this.block.offset + this.block.size;
    if (this.partAt(next)) this.ahead = this.fetch(next, 2 * this.block.size);
  }

  private get whole(): Part {
    return { offset: 0, size: this.size };
  }

  private partAt(offset: number): Part | undefined {
    return this.parts.find((part) => holds(part, offset));
  }

  private fetch(offset: number, wanted: number): Block {
    const part = this.partAt(offset) ?? this.whole;
    const size = Math.min(wanted, MOST_BYTES, Math.min(part.offset + part.size, this.size) - offset);
    const stop = new AbortController();
    const bytes = fetchRange(this.file, offset, offset + size - 1, stop.signal);
    // One that is fetched ahead may never be waited for.
    bytes.catch(() => undefined);
    return { offset, size, bytes, stop };
  }
}

function holds({ offset, size }: Part, at: number): boolean {
  return at >= offset && at < offset + size;
}
