/** The history whole, as a table to read, to copy and to save: what `docker history --no-trunc` would print. */
import { useSignal } from '@preact/signals';
import type { ImageReport } from '../../engine/api.ts';
import { markdownTable, tsvTable } from '../../format/tables.ts';
import { useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { CopyButton } from '../parts/copy_button.tsx';
import { saveAs } from '../parts/save_as.ts';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { historyLines } from './history_lines.ts';

export function HistoryTable({ image }: { image: ImageReport }) {
  const { t, format } = useI18n();
  const open = useSignal(false);
  const words = t.facts.history;
  const lines = historyLines(image);
  if (lines.length === 0) return null;
  const head = [words.created, words.layer, words.size, words.comment, words.createdBy];
  const cells = open.value
    ? lines.map((line) => [
        line.created,
        line.layer === null ? '' : String(line.layer),
        line.size === undefined ? '' : String(line.size),
        line.comment,
        line.createdBy,
      ])
    : [];
  const save = () =>
    saveAs(new Blob([JSON.stringify(lines.toReversed(), null, 2)], { type: 'application/json' }), 'history.json');
  return (
    <details class="history" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{words.title}</summary>
      {open.value && (
        <>
          <p class="soft">{words.intro}</p>
          <div class="tools">
            <span>
              {words.tsv} <CopyButton text={tsvTable([head, ...cells])} what={words.copyTsv} />
            </span>
            <span>
              {words.markdown} <CopyButton text={markdownTable([head, ...cells])} what={words.copyMarkdown} />
            </span>
            <button type="button" onClick={save}>
              {words.json}
            </button>
          </div>
          <div class="scrolls" tabIndex={0} role="region" aria-label={words.title}>
            <table>
              <thead>
                <tr>
                  {head.map((name) => (
                    <th scope="col" key={name}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {lines.map((line, index) => (
                  <tr key={index}>
                    <td class="when" title={line.created}>
                      {line.created && format.timestamp(line.created)}
                    </td>
                    <td>{line.layer !== null && <Swatch layer={line.layer} />}</td>
                    <td class="number">{line.size !== undefined && <Bytes value={line.size} />}</td>
                    <td>
                      <VisibleText text={line.comment} />
                    </td>
                    <td>
                      <code>
                        <VisibleText text={line.createdBy} block />
                      </code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </details>
  );
}
