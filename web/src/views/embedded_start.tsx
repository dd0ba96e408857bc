/** Inside another page, before the image is there: nothing to choose from, only how it stands. */
import { visible } from '../format/visible.ts';
import { useApp, useI18n } from '../state/app.ts';
import { ProblemCard } from './problems/problem_card.tsx';
import { TryAgain } from './try_again.tsx';

export function EmbeddedStart() {
  const { inspection } = useApp();
  const { t } = useI18n();
  const { value: status } = inspection.status;
  const name = inspection.sourceName.value;
  return (
    <main class="start" id="content">
      {status === 'opening' && (
        <p class="opening" role="status">
          {t.start.opening(visible(name))}
        </p>
      )}
      {inspection.problem.value && <ProblemCard problem={inspection.problem.value} file={name} />}
      <TryAgain />
      {name === '' && <p class="soft">{t.url.nothing}</p>}
    </main>
  );
}
