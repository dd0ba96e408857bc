/** How the wasm engine gets at bytes: block by block, from inside a worker. */
import type { Problem } from './contract.ts';

/**
 * What the engine calls (wasm/bindings/js_source_import.js). `read` gives -1 where it fails, since an exception must not cross wasm
 * frames; a promise only where the browser can suspend wasm.
 */
export interface Reader {
  /** Bytes in all. */
  readonly size: number;
  /** From so many bytes on, moving over them takes less time than reading them. */
  readonly worthJumping: number;
  /** Fills `into` from `offset` and gives the number of bytes read; `into` is wasm memory and must not be kept after that. */
  read(offset: number, into: Uint8Array): number | Promise<number>;
  /** Why it failed, where that says nothing about the image: the way to the bytes is cut. */
  readonly failure?: Problem | undefined;
  /** Nothing but these parts is wanted until close(): what lies behind their ends need not be fetched ahead. */
  expect?(parts: Part[]): void;
  /** Nothing more is wanted for now: stops what may be under way. */
  close?(): void;
}

/** Bytes of a file, from `offset` on. */
export interface Part {
  offset: number;
  size: number;
}

/** Reads a File or Blob in the best way that the browser has. Workers only. */
export function blobReader(blob: Blob): Reader {
  return canSuspend ? new StreamReader(blob) : new SyncReader(blob);
}

// JavaScript Promise Integration. Asked before the engine's module puts its stand-in there.
const canSuspend = 'Suspending' in WebAssembly;

// From here on a stream is worth opening: a slice costs about a millisecond whatever its size.
const STREAMED_BYTES = 1 << 20;
const CHUNK_BYTES = 2 << 20;

/**
 * Streams into one buffer that goes round. Reading 2 GB so took 2.6 s and 75 MB of memory here, FileReaderSync 5.9 s and 530 MB: its
 * garbage is collected late in a loop that never yields.
 */
class StreamReader implements Reader {
  readonly size: number;
  // A new stream takes 30 ms of the processors until it is as quick as one that goes on.
  readonly worthJumping = 8 << 20;
  private stream: ReadableStreamBYOBReader | undefined;
  private position = 0;
  private chunk = new ArrayBuffer(CHUNK_BYTES);

  constructor(private readonly blob: Blob) {
    this.size = blob.size;
  }

  async read(offset: number, into: Uint8Array): Promise<number> {
    try {
      return await (into.length < STREAMED_BYTES ? this.readSlice(offset, into) : this.readStream(offset, into));
    } catch {
      // NotReadableError: the file changed on disk or vanished. The engine reports `file-unreadable` with the offset.
      return -1;
    }
  }

  private async readSlice(offset: number, into: Uint8Array): Promise<number> {
    const bytes = new Uint8Array(await this.blob.slice(offset, offset + into.length).arrayBuffer());
    into.set(bytes);
    return bytes.length;
  }

  private async readStream(offset: number, into: Uint8Array): Promise<number> {
    if (!this.stream || this.position !== offset) {
      await this.stream?.cancel();
      this.stream = this.blob.slice(offset).stream().getReader({ mode: 'byob' });
    }
    let filled = 0;
    while (filled < into.length) {
      const wanted = Math.min(this.chunk.byteLength, into.length - filled);
      const { done, value } = await this.stream.read(new Uint8Array(this.chunk, 0, wanted));
      if (value) {
        into.set(value, filled);
        filled += value.length;
        this.chunk = value.buffer;
      }
      if (done) break;
    }
    this.position = offset + filled;
    return filled;
  }
}

/** For browsers that cannot suspend wasm. */
class SyncReader implements Reader {
  readonly size: number;
  readonly worthJumping = 1 << 20;
  private readonly files = new FileReaderSync();

  constructor(private readonly blob: Blob) {
    this.size = blob.size;
  }

  read(offset: number, into: Uint8Array): number {
    try {
      const bytes = new Uint8Array(this.files.readAsArrayBuffer(this.blob.slice(offset, offset + into.length)));
      into.set(bytes);
      return bytes.length;
    } catch {
      return -1;
    }
  }
}
