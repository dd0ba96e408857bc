/** On the start page: files that were opened lately, to open again. Nothing where the browser cannot keep them. */

import { visible } from '../format/visible.ts';
import { openRecent, useApp, useI18n } from '../state/app.ts';
import { Bytes } from './parts/bytes.tsx';
import { VisibleText } from './parts/visible_text.tsx';

export function Recent() {
  const app = useApp();
  const { t, format } = useI18n();
  const { list } = app.recent;
  if (list.value.length === 0) return null;
  return (
    <section class="recent" aria-labelledby="recent">
      <h2 id="recent">{t.facts.recent.title}</h2>
      <ul>
        {list.value.map((recent) => (
          <li key={recent.id}>
            <button type="button" class="recent-name" onClick={() => void openRecent(app, recent)}>
              <VisibleText text={recent.name} />
            </button>
            <span class="soft">
              <Bytes value={recent.size} /> · {t.facts.recent.opened(format.day(recent.openedAt))}
            </span>
            <button
              type="button"
              class="quiet"
              aria-label={t.facts.recent.forgetOne(visible(recent.name))}
              onClick={() => void app.recent.remove(recent.id)}
            >
              {t.facts.recent.forget}
            </button>
          </li>
        ))}
      </ul>
      <p class="soft">
        {t.facts.recent.where}{' '}
        <button type="button" class="quiet" onClick={() => void app.recent.clear()}>
          {t.facts.recent.forgetAll}
        </button>
      </p>
    </section>
  );
}
