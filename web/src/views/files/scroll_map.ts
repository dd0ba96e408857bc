/**
 * Maps a scroll position to rows. Browsers cannot lay out arbitrarily tall elements (Firefox stops at 17.9 million
 * pixels), so beyond `maxHeight` the scroll bar is scaled: one pixel of it then stands for more than one pixel of rows.
 */

export const rowHeight = 26;
export const maxHeight = 10_000_000;

export interface Viewport {
  /** Rows in all. */
  total: number;
  /** Pixels in which rows are seen. */
  height: number;
}

export interface VisibleRows {
  first: number;
  count: number;
  /** How far the first row is shifted up out of the viewport, in pixels (0 ≤ shift < rowHeight). */
  shift: number;
}

/** Height of the element that makes the scroll bar. */
export function scrollHeight({ total }: Viewport): number {
  return Math.min(total * rowHeight, maxHeight);
}

export function visibleRows(scrollTop: number, viewport: Viewport): VisibleRows {
  const top = toRows(scrollTop, viewport);
  const first = Math.min(Math.floor(top / rowHeight), Math.max(0, viewport.total - 1));
  const count = Math.min(Math.ceil(viewport.height / rowHeight) + 1, viewport.total - first);
  return { first, count: Math.max(0, count), shift: top - first * rowHeight };
}

/** The scroll position that brings a row into view: with the least movement if it is near, else with what is around it. */
export function scrollToRow(index: number, scrollTop: number, viewport: Viewport): number {
  const { height } = viewport;
  const top = toRows(scrollTop, viewport);
  const rowTop = index * rowHeight;
  const isFar = rowTop < top - height || rowTop > top + 2 * height;
  if (isFar) return fromRows(rowTop - (height - rowHeight) / 2, viewport);
  if (rowTop < top) return fromRows(rowTop, viewport);
  if (rowTop + rowHeight > top + height) return fromRows(rowTop + rowHeight - height, viewport);
  return scrollTop;
}

/** Rows that fit completely: the step of Page Up and Page Down. */
export function rowsPerPage({ height }: Viewport): number {
  return Math.max(1, Math.floor(height / rowHeight) - 1);
}

function toRows(scrollTop: number, viewport: Viewport): number {
  const { real, range } = ranges(viewport);
  return range === 0 ? 0 : Math.min(Math.max(scrollTop, 0), range) * (real / range);
}

function fromRows(top: number, viewport: Viewport): number {
  const { real, range } = ranges(viewport);
  return real === 0 ? 0 : Math.min(Math.max(top, 0), real) * (range / real);
}

/** How far the rows can move, and how far the scroll bar can. */
function ranges(viewport: Viewport): { real: number; range: number } {
  return {
    real: Math.max(0, viewport.total * rowHeight - viewport.height),
    range: Math.max(0, scrollHeight(viewport) - viewport.height),
  };
}
