/** The bytes of a file as far as they were asked for, in windows that are read on demand and forgotten when they are many. */

export const windowBytes = 256 << 10;
const mostWindows = 16;

type Read = (from: number, limit: number) => Promise<Uint8Array>;

export class ByteWindows {
  readonly #read: Read;
  readonly #onChange: () => void;
  readonly #onFailure: (error: unknown) => void;
  /** By number, the one used last at the end. */
  readonly #windows = new Map<number, Uint8Array>();
  readonly #failed = new Set<number>();
  #reading: number | null = null;
  #wanted: number[] = [];

  /** `onChange` hears when bytes have come, `onFailure` when some cannot be read. */
  constructor(read: Read, onChange: () => void, onFailure: (error: unknown) => void) {
    this.#read = read;
    this.#onChange = onChange;
    this.#onFailure = onFailure;
  }

  /** Bytes that are here; fewer than `count` at the end of a window or of the file, none while they are not here. */
  get(offset: number, count: number): Uint8Array {
    const index = Math.floor(offset / windowBytes);
    const window = this.#windows.get(index);
    const start = offset - index * windowBytes;
    return window?.subarray(start, start + count) ?? new Uint8Array();
  }

  /** Whether the byte is waited for; not, when it could not be read. */
  isWaiting(offset: number): boolean {
    const index = Math.floor(offset / windowBytes);
    return !this.#windows.has(index) && !this.#failed.has(index);
  }

  /** Reads what is in sight and not here, one window after the other; what was wanted before and is out of sight is not read. */
  want(first: number, end: number): void {
    this.#wanted = [];
    for (let index = Math.floor(first / windowBytes); index * windowBytes < end; index++) {
      const window = this.#windows.get(index);
      if (window) {
        this.#windows.delete(index);
        this.#windows.set(index, window);
      } else if (!this.#failed.has(index)) {
        this.#wanted.push(index);
      }
    }
    if (this.#reading === null) void this.#next();
  }

  async #next(): Promise<void> {
    const index = this.#wanted.shift();
    if (index === undefined) return;
    this.#reading = index;
    try {
      this.#windows.set(index, await this.#read(index * windowBytes, windowBytes));
      const [oldest] = this.#windows.keys();
      if (this.#windows.size > mostWindows && oldest !== undefined) this.#windows.delete(oldest);
      this.#onChange();
    } catch (error) {
      this.#failed.add(index);
      this.#onFailure(error);
    }
    this.#reading = null;
    this.#wanted = this.#wanted.filter((each) => !this.#windows.has(each) && !this.#failed.has(each));
    void this.#next();
  }
}
