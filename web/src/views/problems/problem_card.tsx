/** What stops an image from being shown: what is wrong, where, what to try. */
import type { Problem } from '../../engine/api.ts';
import { visible } from '../../format/visible.ts';
import { useI18n } from '../../state/app.ts';
import { VisibleText } from '../parts/visible_text.tsx';
import { wordsFor } from './words.ts';

export function ProblemCard({ problem, file }: { problem: Problem; file?: string }) {
  const { t, format } = useI18n();
  const words = wordsFor(t, problem.code);
  return (
    <div class="problem" role="alert" data-code={problem.code}>
      {file && <p class="where">{visible(file)}</p>}
      <p class="what">{words?.what ?? (problem.detail || problem.code)}</p>
      {words && (
        <p>
          <b>{t.problem.whatToTry}</b> {words.tryThis}
        </p>
      )}
      <p class="soft">
        <code>{problem.code}</code>
        {problem.offset !== undefined && <> {t.problem.at(format.number(problem.offset))}</>}
        {problem.detail && (
          <>
            {' · '}
            <VisibleText text={problem.detail} />
          </>
        )}
      </p>
    </div>
  );
}
