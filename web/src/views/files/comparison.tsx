/** What changed in a text between two versions, line by line. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { decodeText } from '../../format/text.ts';
import type { Messages } from '../../i18n/en.ts';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asProblem } from '../../state/problem.ts';
import { failureText } from './failure_text.ts';
import type { FileVersion } from './file_version.ts';
import type { PreviewSettings } from './preview.tsx';
import { fillLines, lineElement } from './text_block.ts';
import type { DiffLine, Gap, LineDiff } from './text_work/line_diff.ts';

/** Bytes of either version. */
const mostBytes = 512 << 10;

type State =
  | { kind: 'loading' | 'too-large' | 'not-text' | 'too-different' | 'same' }
  | { kind: 'failed'; text: string }
  | { kind: 'ready'; diff: LineDiff };

/** A version, and the layer that wrote it. */
interface Side {
  file: FileVersion;
  layer: number;
}

export interface ComparisonProps {
  model: FilesModel;
  before: Side;
  after: Side;
  settings: PreviewSettings;
}

export function Comparison({ model, before, after, settings }: ComparisonProps) {
  const { t, format } = useI18n();
  const state = useSignal<State>({ kind: 'loading' });
  useEffect(() => {
    const abort = new AbortController();
    state.value = { kind: 'loading' };
    void compare(t, model, before.file, after.file, abort.signal).then((next) => {
      if (!abort.signal.aborted) state.value = next;
    });
    return () => abort.abort();
  }, [model, before.file.node, before.file.at, after.file.at, model.view.value]);

  const current = state.value;
  const title = t.preview.compared(String(before.layer), String(after.layer));
  return (
    <section class="preview" aria-labelledby="preview-title" data-large={settings.large.value}>
      <div class="preview-head">
        <h3 id="preview-title">{title}</h3>
        <button
          type="button"
          class="quiet only-wide"
          aria-pressed={settings.large.value}
          onClick={() => (settings.large.value = !settings.large.value)}
        >
          {t.preview.large}
        </button>
      </div>
      {current.kind === 'failed' && <p class="warning">{current.text}</p>}
      {current.kind === 'loading' && <p class="soft">{t.details.previewLoading}</p>}
      {current.kind === 'too-large' && <p class="soft">{t.preview.tooLargeToCompare(format.bytes(mostBytes))}</p>}
      {current.kind === 'not-text' && <p class="soft">{t.preview.notTextToCompare}</p>}
      {current.kind === 'too-different' && <p class="soft">{t.preview.tooDifferent}</p>}
      {current.kind === 'same' && <p class="soft">{t.preview.sameText}</p>}
      {current.kind === 'ready' && <Lines diff={current.diff} />}
    </section>
  );
}

function Lines({ diff }: { diff: LineDiff }) {
  const { t, format } = useI18n();
  const host = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const abort = new AbortController();
    const gapText = (lines: number) => t.preview.sameLines(lines, format.number(lines));
    const make = (index: number) => diffElement(diff.lines[index] as DiffLine | Gap, gapText);
    fillLines(host.current, diff.lines.length, make, abort.signal);
    return () => abort.abort();
  }, [diff, t, format]);
  return (
    <>
      <p class="soft">{t.preview.diffCounts(format.number(diff.added), format.number(diff.removed))}</p>
      <pre ref={host} class="text text-lines diff wrap" id="preview" tabIndex={0} />
    </>
  );
}

const letters = { same: ' ', added: '+', removed: '−' };

function diffElement(line: DiffLine | Gap, gapText: (lines: number) => string): HTMLElement {
  if (line.change === 'gap') {
    const gap = lineElement([[gapText(line.lines), '']], '⋯');
    gap.classList.add('gap');
    return gap;
  }
  const element = lineElement([[line.text, '']], String(line.after ?? line.before ?? ''));
  element.classList.add(line.change);
  const letter = document.createElement('span');
  letter.className = 'diff-letter';
  letter.textContent = `${letters[line.change]} `;
  element.prepend(letter);
  return element;
}

async function compare(
  t: Messages,
  model: FilesModel,
  before: FileVersion,
  after: FileVersion,
  signal: AbortSignal,
): Promise<State> {
  if (Math.max(before.size, after.size) > mostBytes) return { kind: 'too-large' };
  try {
    const [older, newer] = await Promise.all(
      [before, after].map(async ({ node, at, size }) =>
        decodeText(size === 0 ? new Uint8Array() : await model.readFile(node, mostBytes, at, signal), false),
      ),
    );
    if (older === null || older === undefined || newer === null || newer === undefined) return { kind: 'not-text' };
    if (older === newer) return { kind: 'same' };
    const { workOnText } = await import('./text_work/text_work.ts');
    const diff = await workOnText('diff', { before: older, after: newer }, signal);
    return diff ? { kind: 'ready', diff } : { kind: 'too-different' };
  } catch (error) {
    return { kind: 'failed', text: failureText(t, asProblem(error)) };
  }
}
