/** The keyboard of the file tree, after the ARIA treegrid pattern, with type-ahead. */
import type { FilesModel } from '../../state/files_model.ts';
import type { TreeGrid } from './tree_grid.ts';

const typeAheadPause = 800;

export class TreeKeys {
  readonly #grid: TreeGrid;
  readonly #model: FilesModel;
  #typed = '';
  #typedAt = 0;

  constructor(grid: TreeGrid, model: FilesModel) {
    this.#grid = grid;
    this.#model = model;
  }

  handle(event: KeyboardEvent): void {
    // Keys on the sort buttons of the header are theirs.
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.#command(event.key) || this.#typeAhead(event.key, event.timeStamp)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #command(key: string): boolean {
    const grid = this.#grid;
    const last = grid.total - 1;
    const move = (index: number) => {
      void grid.activate(Math.min(Math.max(index, 0), last));
      return true;
    };
    switch (key) {
      case 'ArrowDown':
        return move(grid.active + 1);
      case 'ArrowUp':
        return move(grid.active - 1);
      case 'PageDown':
        return move(grid.active + grid.pageRows);
      case 'PageUp':
        return move(grid.active - grid.pageRows);
      case 'Home':
        return move(0);
      case 'End':
        return move(last);
      case 'ArrowRight':
        return this.#open();
      case 'ArrowLeft':
        return this.#shut();
      case 'Enter':
        void grid.toggle(grid.active);
        return true;
      case '*':
        void this.#model.expandAll(true);
        return true;
      default:
        return false;
    }
  }

  #open(): boolean {
    const row = this.#grid.rowAt(this.#grid.active);
    if (row?.expandable && !row.expanded) void this.#grid.toggle(this.#grid.active);
    else if (row?.expanded) void this.#grid.activate(this.#grid.active + 1);
    return true;
  }

  #shut(): boolean {
    const row = this.#grid.rowAt(this.#grid.active);
    if (row?.expanded) void this.#grid.toggle(this.#grid.active);
    else if (row && row.depth > 0) void this.#toParent(row.depth);
    return true;
  }

  /** The parent is the nearest row above that is less deep; it may be thousands of rows away. */
  async #toParent(depth: number): Promise<void> {
    const step = 500;
    for (let end = this.#grid.active; end > 0; end -= step) {
      const first = Math.max(0, end - step);
      const { rows } = await this.#model.rows(first, end - first);
      const parent = rows.findLastIndex((row) => row.depth < depth);
      if (parent >= 0) return this.#grid.activate(first + parent);
    }
  }

  #typeAhead(key: string, time: number): boolean {
    const isNew = time - this.#typedAt > typeAheadPause;
    // `?`, `/` and, at the beginning, digits and the space bar mean something else on this page.
    if (key.length !== 1 || '?/'.includes(key) || (isNew && /[\d ]/.test(key))) return false;
    this.#typed = isNew ? key : this.#typed + key;
    this.#typedAt = time;
    void this.#jump(isNew);
    return true;
  }

  /** The first letter looks further down, so that the same letter again finds the next; more letters may stay put. */
  async #jump(isNew: boolean): Promise<void> {
    const prefix = this.#typed;
    const from = isNew ? this.#grid.active : this.#grid.active - 1;
    const index = await this.#model.findByPrefix(prefix, from);
    if (prefix === this.#typed && index >= 0) await this.#grid.activate(index);
  }
}
