/**
 * The bytes of a file on screen, of any size: a table that owns its DOM and keeps only the rows in sight. The focus stays on the
 * table; its keys move the rows.
 */
import type { I18n } from '../../i18n/index.ts';
import type { ByteWindows } from './byte_windows.ts';
import { rowHeight, rowsPerPage, scrollHeight, scrollToRow, type Viewport, visibleRows } from './scroll_map.ts';

/** Bytes of a row, the most that fits. */
const widths = [16, 8, 4] as const;

export class HexGrid {
  readonly #host: HTMLElement;
  readonly #size: number;
  readonly #bytes: ByteWindows;
  readonly #i18n: I18n;
  readonly #space = document.createElement('div');
  readonly #window = document.createElement('div');
  readonly #probe = document.createElement('span');
  readonly #listening = new AbortController();
  readonly #resizing: ResizeObserver;
  readonly #digits: number;
  #width: number = widths[0];
  #frame = 0;
  /** A byte that was asked for, marked; -1 for none. */
  #marked = -1;

  constructor(host: HTMLElement, size: number, bytes: ByteWindows, i18n: I18n) {
    this.#host = host;
    this.#size = size;
    this.#bytes = bytes;
    this.#i18n = i18n;
    this.#digits = Math.max(8, (size - 1).toString(16).length);
    this.#space.className = 'hex-space';
    this.#space.setAttribute('role', 'rowgroup');
    this.#window.className = 'hex-window';
    this.#window.setAttribute('role', 'presentation');
    this.#probe.className = 'hex-probe';
    this.#probe.textContent = '0'.repeat(100);
    this.#probe.setAttribute('aria-hidden', 'true');
    this.#space.append(this.#window, this.#probe);
    host.replaceChildren(this.#space);
    const { signal } = this.#listening;
    host.addEventListener('scroll', () => this.draw(), { signal, passive: true });
    host.addEventListener('keydown', (event) => this.#key(event), { signal });
    this.#resizing = new ResizeObserver(() => this.draw());
    this.#resizing.observe(host);
    this.draw();
  }

  close(): void {
    this.#listening.abort();
    this.#resizing.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#host.replaceChildren();
  }

  /** Brings a byte into sight and marks it. */
  goTo(offset: number): void {
    this.#marked = offset;
    this.#scrollTo(Math.floor(offset / this.#width));
    this.draw();
  }

  /** Once a frame, however often it is asked for. */
  draw(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #viewport(): Viewport {
    return { total: Math.ceil(this.#size / this.#width), height: this.#host.clientHeight };
  }

  #fit(): void {
    const character = this.#probe.getBoundingClientRect().width / 100;
    const room = (this.#host.clientWidth - 16) / Math.max(character, 1);
    const before = this.#width;
    this.#width = widths.find((width) => this.#digits + 1 + 4 * width <= room) ?? 4;
    if (before === this.#width) return;
    const top = Math.floor((visibleRows(this.#host.scrollTop, this.#viewport()).first * before) / this.#width);
    this.#scrollTo(this.#marked >= 0 ? Math.floor(this.#marked / this.#width) : top);
  }

  #draw(): void {
    this.#fit();
    const viewport = this.#viewport();
    const height = scrollHeight(viewport);
    this.#space.style.height = `${height}px`;
    const { first, count, shift } = visibleRows(this.#host.scrollTop, viewport);
    this.#bytes.want(first * this.#width, Math.min(this.#size, (first + count) * this.#width));
    this.#host.setAttribute('aria-rowcount', String(viewport.total));
    this.#host.setAttribute('aria-busy', String(this.#bytes.isWaiting(first * this.#width)));
    this.#window.style.height = `${Math.min(height, viewport.height)}px`;
    while (this.#window.childElementCount > count) this.#window.lastElementChild?.remove();
    while (this.#window.childElementCount < count) this.#window.append(makeRow());
    for (const [index, row] of [...this.#window.children].entries()) {
      (row as HTMLElement).style.transform = `translateY(${index * rowHeight - shift}px)`;
      this.#fill(row, first + index);
    }
  }

  #fill(row: Element, index: number): void {
    const offset = index * this.#width;
    const expected = Math.min(this.#width, this.#size - offset);
    const bytes = this.#bytes.get(offset, expected);
    const isWaiting = bytes.length === 0 && this.#bytes.isWaiting(offset);
    const isMarked = this.#marked >= offset && this.#marked < offset + this.#width;
    row.setAttribute('aria-rowindex', String(index + 1));
    row.classList.toggle('marked', isMarked);
    const [place, hex, characters] = row.children;
    if (!place || !hex || !characters) return;
    place.textContent = offset.toString(16).padStart(this.#digits, '0');
    const { reading, unreadable } = this.#i18n.t.preview;
    hex.textContent = bytes.length > 0 ? hexOf(bytes, this.#width) : isWaiting ? reading : unreadable;
    characters.textContent = charactersOf(bytes);
  }

  #scrollTo(row: number): void {
    const viewport = this.#viewport();
    this.#space.style.height = `${scrollHeight(viewport)}px`;
    this.#host.scrollTop = scrollToRow(Math.min(row, viewport.total - 1), this.#host.scrollTop, viewport);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const viewport = this.#viewport();
    const { first } = visibleRows(this.#host.scrollTop, viewport);
    const last = viewport.total - 1;
    const page = rowsPerPage(viewport);
    // Above the row that is to come into sight as the last, below that as the first.
    const targets: Record<string, number> = {
      ArrowUp: first - 1,
      ArrowDown: first + page + 2,
      PageUp: first - page,
      PageDown: first + 2 * page + 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.#scrollTo(Math.min(Math.max(target, 0), last));
  }
}

function makeRow(): HTMLElement {
  const row = document.createElement('div');
  row.className = 'hex-row';
  row.setAttribute('role', 'row');
  for (const [name, role] of [
    ['hex-offset', 'rowheader'],
    ['hex-bytes', 'cell'],
    ['hex-text', 'cell'],
  ] as const) {
    const cell = document.createElement('span');
    cell.className = name;
    cell.setAttribute('role', role);
    row.append(cell);
  }
  return row;
}

const hexOf = (bytes: Uint8Array, width: number) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join(' ')
    .padEnd(3 * width - 1);

const charactersOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
