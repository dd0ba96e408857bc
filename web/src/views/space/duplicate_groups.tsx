/** Files with equal content that can all be seen: beside the ledger, and no part of its waste. */
import { useSignal } from '@preact/signals';
import type { Duplicates } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { VisibleText } from '../parts/visible_text.tsx';

const shownAtFirst = 5;

export function DuplicateGroups({ duplicates }: { duplicates: Duplicates }) {
  const { t, format } = useI18n();
  const all = useSignal(false);
  const { bytes, files, top } = duplicates;
  if (files === 0) return null;
  const shown = all.value ? top : top.slice(0, shownAtFirst);
  return (
    <section class="duplicate-groups" aria-labelledby="duplicates-title">
      <h4 id="duplicates-title">{t.space.duplicates}</h4>
      <p class="soft">
        <Sentence
          text={t.space.duplicatesIntro}
          parts={{ bytes: <Bytes value={bytes} />, files: t.space.files(files, format.number(files)) }}
        />
      </p>
      <ol>
        {shown.map((group, index) => (
          <li key={index}>
            <p>
              <b>{t.space.copies(format.number(group.copies))}</b>, <Bytes value={group.bytes} /> {t.space.each}
            </p>
            <ul class="lines">
              {group.paths.map((path) => (
                <li key={path}>
                  <a href={formatRoute({ section: 'files', path })}>
                    <code>
                      <VisibleText text={path} />
                    </code>
                  </a>
                </li>
              ))}
              {group.copies > group.paths.length && (
                <li class="soft">{t.space.more(format.number(group.copies - group.paths.length))}</li>
              )}
            </ul>
          </li>
        ))}
      </ol>
      {shown.length < top.length && (
        <button type="button" class="quiet" onClick={() => (all.value = true)}>
          {t.space.showMore(format.number(top.length - shown.length))}
        </button>
      )}
    </section>
  );
}
