/**
 * Lines of text as elements that own their DOM: thousands of them are built in slices, so that the page stays quick. Characters that
 * would be obeyed are shown instead; everything becomes text nodes.
 */
import { visibleSegments } from '../../format/visible.ts';
import type { Line } from './text_work/highlight.ts';

const linesAtOnce = 400;

/** Fills `host` with `count` lines, until the signal says to stop. */
export function fillLines(
  host: HTMLElement,
  count: number,
  makeLine: (index: number) => HTMLElement,
  signal: AbortSignal,
): void {
  host.replaceChildren();
  const build = (from: number) => {
    if (signal.aborted) return;
    const slice = document.createElement('div');
    slice.className = 'line-slice';
    const end = Math.min(from + linesAtOnce, count);
    for (let index = from; index < end; index++) slice.append(makeLine(index));
    host.append(slice);
    if (end < count) setTimeout(() => build(end));
  };
  build(0);
}

export function textLines(text: string): Line[] {
  return text.split('\n').map((line) => (line ? [[line, ''] as const] : []));
}

/** A line with its end, which is copied and read with it. */
export function lineElement(line: Line, label: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'line';
  // Style shows it, since a number is no part of the text.
  element.dataset.line = label;
  const content = document.createElement('bdi');
  for (const [text, tint] of line) {
    const nodes = visibleNodes(text);
    if (!tint) {
      content.append(...nodes);
      continue;
    }
    const span = document.createElement('span');
    span.className = `tint-${tint}`;
    span.append(...nodes);
    content.append(span);
  }
  content.append('\n');
  element.append(content);
  return element;
}

function visibleNodes(text: string): (Node | string)[] {
  return visibleSegments(text, true).map((segment) => {
    if (!segment.special) return segment.text;
    const span = document.createElement('span');
    span.className = 'hidden-character';
    span.textContent = segment.text;
    return span;
  });
}
