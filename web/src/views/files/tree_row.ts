/** One row of the file tree: built once, filled again and again while scrolling. */
import type { SortKey, TreeRow } from '../../engine/api.ts';
import { octalMode, symbolicMode } from '../../format/mode.ts';
import { visible, visibleSegments } from '../../format/visible.ts';
import type { I18n } from '../../i18n/index.ts';
import { layerColour } from '../parts/layer_colour.ts';

export const columns = ['name', 'size', 'mode', 'owner', 'modified', 'layer', 'change'] as const satisfies SortKey[];
export type Column = (typeof columns)[number];

export class RowElement {
  readonly element = document.createElement('div');
  /** Index of the row that is shown, or -1. */
  index = -1;
  #shown: TreeRow | undefined;
  readonly #cells = {} as Record<Column, HTMLElement>;
  readonly #twisty = document.createElement('span');
  readonly #name = document.createElement('span');
  readonly #link = document.createElement('span');
  readonly #artefact = document.createElement('span');
  readonly #swatch = document.createElement('i');
  readonly #layer = document.createTextNode('');
  readonly #letter = document.createElement('b');
  readonly #reasons = document.createElement('span');

  constructor(idPrefix: string, slot: number) {
    this.element.id = `${idPrefix}-${slot}`;
    this.element.className = 'tree-row';
    this.element.setAttribute('role', 'row');
    for (const column of columns) {
      const cell = document.createElement('div');
      cell.className = `tree-${column}`;
      cell.setAttribute('role', 'gridcell');
      this.#cells[column] = cell;
      this.element.append(cell);
    }
    this.#twisty.className = 'tree-twisty';
    this.#twisty.setAttribute('aria-hidden', 'true');
    this.#name.className = 'tree-label';
    this.#link.className = 'tree-link';
    this.#artefact.className = 'tree-artefact';
    this.#cells.name.append(this.#twisty, this.#name, this.#link, this.#artefact);
    this.#swatch.className = 'swatch';
    this.#cells.layer.append(this.#swatch, this.#layer);
    this.#reasons.className = 'tree-reasons';
    this.#cells.change.append(this.#letter, this.#reasons);
  }

  /** `row` is undefined while it is on its way from the engine. */
  show(index: number, row: TreeRow | undefined, active: boolean, i18n: I18n): void {
    this.element.setAttribute('aria-selected', String(active));
    if (this.index === index && this.#shown === row) return;
    this.index = index;
    this.#shown = row;
    // The header is row 1.
    this.element.setAttribute('aria-rowindex', String(index + 2));
    this.element.classList.toggle('is-loading', !row);
    if (row) this.#fill(row, i18n);
    else for (const text of [this.#name, this.#link, this.#artefact, this.#cells.size]) text.textContent = '';
  }

  #fill(row: TreeRow, { t, format }: I18n): void {
    const { element } = this;
    const cells = this.#cells;
    element.dataset.status = row.status;
    element.dataset.type = row.type;
    element.dataset.matches = String(row.matches);
    element.setAttribute('aria-level', String(row.depth + 1));
    element.setAttribute('aria-posinset', String(row.position));
    element.setAttribute('aria-setsize', String(row.siblings));
    if (row.expandable) element.setAttribute('aria-expanded', String(row.expanded));
    else element.removeAttribute('aria-expanded');
    element.style.setProperty('--depth', String(row.depth));
    element.style.setProperty('--layer', layerColour(row.layer));

    this.#twisty.dataset.state = row.expandable ? (row.expanded ? 'open' : 'closed') : 'none';
    setVisible(this.#name, row.name);
    cells.name.title = visible(row.name) + (row.link ? ` → ${visible(row.link)}` : '');
    setVisible(this.#link, row.link ? `→ ${row.link}` : '');
    this.#artefact.textContent = row.artefact && t.blobFormats[row.artefact];
    this.#artefact.title = row.artefact && t.files.artefactWhat(t.blobFormats[row.artefact]);
    cells.size.textContent = format.bytes(row.size);
    cells.size.title = `${format.number(row.size)} B`;
    cells.mode.textContent = row.implicit ? t.files.implicit : symbolicMode(row.mode, row.type);
    cells.mode.title = row.implicit ? t.files.implicitWhat : octalMode(row.mode);
    cells.owner.textContent = row.implicit ? '' : `${row.uid}:${row.gid}`;
    cells.modified.textContent = row.implicit ? '' : format.day(row.mtime);
    cells.modified.title = row.implicit ? '' : format.moment(row.mtime);
    this.#layer.data = String(row.layer);
    const reasons = row.reasons.map((reason) => t.files.reasons[reason]).join(', ');
    this.#letter.textContent = t.files.changeLetters[row.status];
    this.#reasons.textContent = reasons && ` ${reasons}`;
    cells.change.title = [t.files.changeNames[row.status], reasons].filter(Boolean).join(': ');
  }
}

function setVisible(target: HTMLElement, text: string): void {
  const segments = visibleSegments(text);
  if (segments.length === 1) {
    target.textContent = text;
    return;
  }
  target.replaceChildren(
    ...segments.map((segment) => {
      if (!segment.special) return segment.text;
      const mark = document.createElement('span');
      mark.className = 'hidden-character';
      mark.textContent = segment.text;
      return mark;
    }),
  );
}
