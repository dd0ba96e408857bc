/** Windows of rows that were asked for, so that scrolling back needs no question. Answers that come too late are dropped. */
import type { TreeRow, TreeWindow } from '../../engine/api.ts';

const pageSize = 64;
const maxPages = 64;

interface Page {
  rows: TreeRow[];
  /** The generation the rows belong to; older ones are shown until the new ones are here. */
  generation: number;
}

export class RowCache {
  readonly #fetch: (first: number, count: number) => Promise<TreeWindow>;
  readonly #onRows: () => void;
  readonly #onError: (error: unknown) => void;
  /** In order of use, the one used longest ago first. */
  readonly #pages = new Map<number, Page>();
  readonly #pending = new Map<number, number>();
  #generation = 0;
  #total = 0;
  #matches = 0;
  #totalGeneration = -1;
  #answered = false;

  constructor(
    fetch: (first: number, count: number) => Promise<TreeWindow>,
    onRows: () => void,
    onError: (error: unknown) => void,
  ) {
    this.#fetch = fetch;
    this.#onRows = onRows;
    this.#onError = onError;
  }

  get total(): number {
    return this.#total;
  }

  /** Rows of the whole tree that the filter asks for. */
  get matches(): number {
    return this.#matches;
  }

  /** Whether the total is not out of date. */
  get isFresh(): boolean {
    return this.#totalGeneration === this.#generation;
  }

  /** Whether the engine has answered at all yet. */
  get answered(): boolean {
    return this.#answered;
  }

  /** All rows are out of date; they are kept for showing until newer ones arrive. */
  invalidate(): void {
    this.#generation++;
  }

  /** The row as it was last heard of: what may be shown. */
  get(index: number): TreeRow | undefined {
    const page = Math.floor(index / pageSize);
    return this.#pages.get(page)?.rows[index - page * pageSize];
  }

  /** The row if it is not out of date: what may be acted upon. */
  getFresh(index: number): TreeRow | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.generation === this.#generation ? this.get(index) : undefined;
  }

  /** Asks for whatever of these rows is not here or out of date. */
  request(first: number, count: number): void {
    const last = Math.floor(Math.max(first, first + count - 1) / pageSize);
    for (let page = Math.floor(first / pageSize); page <= last; page++) {
      const known = this.#pages.get(page);
      if (known) {
        this.#pages.delete(page);
        this.#pages.set(page, known);
      }
      if (known?.generation === this.#generation || this.#pending.get(page) === this.#generation) continue;
      void this.#load(page);
    }
  }

  async #load(page: number): Promise<void> {
    const generation = this.#generation;
    this.#pending.set(page, generation);
    try {
      const { total, matches, rows } = await this.#fetch(page * pageSize, pageSize);
      if (generation !== this.#generation) return;
      this.#total = total;
      this.#matches = matches;
      this.#totalGeneration = generation;
      this.#answered = true;
      this.#pages.set(page, { rows, generation });
      this.#forget();
      this.#onRows();
    } catch (error) {
      this.#onError(error);
    } finally {
      if (this.#pending.get(page) === generation) this.#pending.delete(page);
    }
  }

  #forget(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= maxPages) return;
      this.#pages.delete(page);
    }
  }
}
