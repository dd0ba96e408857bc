/** What lines one text has that another has not. */
import { diffArrays } from 'diff';

export interface DiffLine {
  change: 'same' | 'added' | 'removed';
  text: string;
  /** Its number in the older and in the newer text, from 1; none where it is not there. */
  before?: number;
  after?: number;
}

/** Equal lines in a row, of which only the ends are shown. */
export interface Gap {
  change: 'gap';
  lines: number;
}

export interface LineDiff {
  added: number;
  removed: number;
  lines: (DiffLine | Gap)[];
}

/** Equal lines shown around each change. */
const context = 3;

/** `null`: they differ in more than `mostEdits` lines. */
export function diffOf(before: string, after: string, mostEdits = 10_000): LineDiff | null {
  const parts = diffArrays(linesOf(before), linesOf(after), { maxEditLength: mostEdits });
  if (!parts) return null;
  const lines: DiffLine[] = [];
  let oldLine = 1;
  let newLine = 1;
  for (const { value, added, removed } of parts) {
    for (const text of value) {
      if (added) lines.push({ change: 'added', text, after: newLine++ });
      else if (removed) lines.push({ change: 'removed', text, before: oldLine++ });
      else lines.push({ change: 'same', text, before: oldLine++, after: newLine++ });
    }
  }
  const count = (change: DiffLine['change']) => lines.filter((line) => line.change === change).length;
  return { added: count('added'), removed: count('removed'), lines: folded(lines) };
}

/** The end of the last line is one of its own where it is not followed by nothing. */
const linesOf = (text: string) => (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');

function folded(lines: readonly DiffLine[]): (DiffLine | Gap)[] {
  const shown: (DiffLine | Gap)[] = [];
  for (let at = 0; at < lines.length; ) {
    const run = runOfEqual(lines, at);
    const first = at === 0 ? 0 : context;
    const last = at + run === lines.length ? 0 : context;
    // A gap of one line takes as much room as the line.
    if (run > first + last + 1) {
      shown.push(...lines.slice(at, at + first), { change: 'gap', lines: run - first - last });
      shown.push(...lines.slice(at + run - last, at + run));
      at += run;
    } else {
      const step = Math.max(1, run);
      shown.push(...lines.slice(at, at + step));
      at += step;
    }
  }
  return shown;
}

function runOfEqual(lines: readonly DiffLine[], from: number): number {
  let end = from;
  while (lines[end]?.change === 'same') end++;
  return end - from;
}
