/** How many rows match and which of them the search has come to, or what is wrong with the pattern; and the way on. */
import type { Problem } from '../../engine/api.ts';
import type { Messages } from '../../i18n/en.ts';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asks } from '../../state/filter_parameters.ts';
import { wordsFor } from '../problems/words.ts';

interface FilterOutcomeProps {
  model: FilesModel;
  matches: number;
  onStep(backwards: boolean): void;
  onClear(): void;
}

export function FilterOutcome({ model, matches, onStep, onClear }: FilterOutcomeProps) {
  const { t, format } = useI18n();
  const filter = model.filter.value;
  const isAsking = asks(filter);
  const problem = isAsking ? model.filterProblem.value : null;
  const ordinal = model.matchOrdinal.value;
  const count =
    ordinal > 0
      ? t.filter.place(format.number(ordinal), format.number(matches))
      : t.filter.matches(matches, format.number(matches));
  return (
    <>
      <span id="filter-outcome" class="filter-outcome" role="status">
        {problem && <span class="warning">{wordsOf(problem, filter.pattern, t)}</span>}
        {isAsking && !problem && count}
      </span>
      {isAsking && (
        <span class="filter-steps">
          {!problem && (
            <>
              <Step
                label={t.filter.previous}
                keys="Shift+F3"
                sign="↑"
                disabled={matches === 0}
                onStep={() => onStep(true)}
              />
              <Step label={t.filter.next} keys="F3" sign="↓" disabled={matches === 0} onStep={() => onStep(false)} />
            </>
          )}
          <button type="button" title={t.filter.clearWhat} onClick={onClear}>
            {t.filter.clear}
          </button>
        </span>
      )}
    </>
  );
}

function Step(props: { label: string; keys: string; sign: string; disabled: boolean; onStep: () => void }) {
  const { label, keys, sign, disabled, onStep } = props;
  return (
    <button
      type="button"
      class="match-step"
      aria-label={label}
      title={`${label} (${keys})`}
      aria-keyshortcuts={keys}
      disabled={disabled}
      onClick={onStep}
    >
      {sign}
    </button>
  );
}

function wordsOf({ code, detail, offset }: Problem, pattern: string, t: Messages): string {
  const words = wordsFor(t, code);
  if (code !== 'pattern-invalid') return `${words?.what} ${words?.tryThis} ${t.filter.keptRows}`;
  const wrong: Record<string, string> = t.filter.wrong;
  const what = wrong[detail] ?? t.filter.wrong.other;
  return `${offset === undefined ? what : t.filter.position(what, String(characterAt(pattern, offset)))} ${t.filter.keptRows}`;
}

/** Which character, from 1, a byte of the text belongs to. */
function characterAt(text: string, byte: number): number {
  return [...new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, byte))].length + 1;
}
