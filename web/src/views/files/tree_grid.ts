/**
 * The file tree on screen: an ARIA treegrid that owns its DOM and keeps only the rows in sight, so that half a million
 * rows scroll like fifty. The focus stays on the grid itself; `aria-activedescendant` names the chosen row.
 */
import type { TreeRow } from '../../engine/api.ts';
import type { I18n } from '../../i18n/index.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { RowCache } from './row_cache.ts';
import { rowHeight, rowsPerPage, scrollHeight, scrollToRow, type Viewport, visibleRows } from './scroll_map.ts';
import { buildHeader, showSort } from './tree_header.ts';
import { TreeKeys } from './tree_keys.ts';
import { RowElement } from './tree_row.ts';

/** Rows asked for beyond both ends of what is in sight, so that ordinary scrolling finds them here. */
const ahead = 50;

export class TreeGrid {
  readonly #host: HTMLElement;
  readonly #model: FilesModel;
  readonly #i18n: I18n;
  readonly #cache: RowCache;
  readonly #keys: TreeKeys;
  readonly #header: HTMLElement;
  readonly #space = document.createElement('div');
  readonly #window = document.createElement('div');
  readonly #rows: RowElement[] = [];
  readonly #resizing: ResizeObserver;
  readonly #listening = new AbortController();
  readonly #onTotal: (total: number, matches: number) => void;
  #active = -1;
  /** A row to scroll to as soon as the tree is known to have it; -1 for none. */
  #wanted = -1;
  #frame = 0;

  /** `onTotal` hears how many rows there are, and matches in the whole tree, once the engine has told. */
  constructor(host: HTMLElement, model: FilesModel, i18n: I18n, onTotal: (total: number, matches: number) => void) {
    this.#host = host;
    this.#model = model;
    this.#i18n = i18n;
    this.#onTotal = onTotal;
    this.#cache = new RowCache(
      (first, count) => model.rows(first, count),
      () => this.#draw(),
      (error) => model.fail(error),
    );
    this.#keys = new TreeKeys(this, model);

    this.#header = buildHeader(model, i18n);
    this.#space.className = 'tree-space';
    this.#space.setAttribute('role', 'rowgroup');
    this.#window.className = 'tree-window';
    this.#window.setAttribute('role', 'presentation');
    this.#space.append(this.#window);
    host.replaceChildren(this.#header, this.#space);

    const { signal } = this.#listening;
    host.addEventListener('scroll', () => this.#schedule(), { signal, passive: true });
    host.addEventListener('keydown', (event) => this.#keys.handle(event), { signal });
    this.#window.addEventListener('click', (event) => this.#click(event), { signal });
    this.#window.addEventListener('dblclick', (event) => this.#doubleClick(event), { signal });
    this.#resizing = new ResizeObserver(() => this.#schedule());
    this.#resizing.observe(host);
    this.refresh();
  }

  close(): void {
    this.#listening.abort();
    this.#resizing.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#host.replaceChildren();
  }

  get total(): number {
    return this.#cache.total;
  }

  get active(): number {
    return this.#active;
  }

  get pageRows(): number {
    return rowsPerPage(this.#viewport());
  }

  rowAt(index: number): TreeRow | undefined {
    return this.#cache.get(index);
  }

  /** The tree has changed: ask again for what is in sight. */
  refresh(): void {
    this.#cache.invalidate();
    showSort(this.#header, this.#model.sort.peek());
    this.#draw();
  }

  /** Chooses a row and scrolls it into sight; its details follow when the row itself is here. */
  async activate(index: number): Promise<void> {
    if (index < 0 || index >= this.total) return;
    this.setActive(index, true);
    await this.#model.choose(index, this.#cache.getFresh(index));
  }

  /** Marks a row as chosen, without telling the model (which may be where this comes from); -1 for none: in sight is the first then. */
  setActive(index: number, intoSight: boolean): void {
    this.#active = index;
    if (intoSight) this.#wanted = Math.max(index, 0);
    this.#draw();
  }

  async toggle(index: number): Promise<void> {
    const row = this.#cache.get(index);
    if (row?.expandable) await this.#model.setExpanded(row.node, !row.expanded);
  }

  #viewport(): Viewport {
    return { total: this.#cache.total, height: Math.max(0, this.#host.clientHeight - this.#header.offsetHeight) };
  }

  #schedule(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Scrolls to the wanted row with the least movement. */
  #scrollToWanted(viewport: Viewport): void {
    // How long the scroll bar is, and so where a row is on it, depends on how many rows there are now.
    if (this.#wanted < 0 || this.#wanted >= viewport.total || !this.#cache.isFresh) return;
    const top = scrollToRow(this.#wanted, this.#host.scrollTop, viewport);
    this.#wanted = -1;
    // The scroll bar may not be long enough for it yet.
    this.#space.style.height = `${scrollHeight(viewport)}px`;
    if (top !== this.#host.scrollTop) this.#host.scrollTop = top;
  }

  #draw(): void {
    const viewport = this.#viewport();
    this.#scrollToWanted(viewport);
    const { first, count, shift } = visibleRows(this.#host.scrollTop, viewport);
    const above = Math.min(first, ahead);
    this.#cache.request(first - above, above + Math.max(count, 1) + ahead);
    const height = scrollHeight(viewport);
    this.#host.setAttribute('aria-rowcount', String(viewport.total + 1));
    this.#host.setAttribute('aria-busy', String(!this.#cache.answered));
    this.#space.style.height = `${height}px`;
    this.#window.style.height = `${Math.min(height, viewport.height)}px`;

    while (this.#rows.length < count) {
      const row = new RowElement(this.#host.id, this.#rows.length);
      this.#rows.push(row);
      this.#window.append(row.element);
    }
    let activeElement: HTMLElement | undefined;
    for (let index = first; index < first + count; index++) {
      // A row keeps its element while it is in sight, whatever the scroll position.
      const row = this.#rows[index % this.#rows.length];
      if (!row) continue;
      row.element.hidden = false;
      row.element.style.transform = `translateY(${(index - first) * rowHeight - shift}px)`;
      row.show(index, this.#cache.get(index), index === this.#active, this.#i18n);
      if (index === this.#active) activeElement = row.element;
    }
    for (const row of this.#rows) {
      if (row.index < first || row.index >= first + count) row.element.hidden = true;
    }
    if (activeElement) this.#host.setAttribute('aria-activedescendant', activeElement.id);
    else this.#host.removeAttribute('aria-activedescendant');
    if (this.#cache.isFresh) this.#onTotal(viewport.total, this.#cache.matches);
  }

  #indexOf(event: Event): number {
    const element = event.target instanceof Element ? event.target.closest('.tree-row') : null;
    return this.#rows.find((row) => row.element === element)?.index ?? -1;
  }

  #click(event: MouseEvent): void {
    const index = this.#indexOf(event);
    if (index < 0) return;
    const onTwisty = event.target instanceof Element && event.target.classList.contains('tree-twisty');
    void this.activate(index);
    if (onTwisty) void this.toggle(index);
  }

  #doubleClick(event: MouseEvent): void {
    const onTwisty = event.target instanceof Element && event.target.classList.contains('tree-twisty');
    const index = this.#indexOf(event);
    if (index >= 0 && !onTwisty) void this.toggle(index);
  }
}
