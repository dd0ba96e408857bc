/** What is looked for in the tree: one field for filter and search, and conditions beside it. All of it is in the address. */
import { useSignal } from '@preact/signals';
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { RowFilter } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asks, noFilter, patternKinds } from '../../state/filter_parameters.ts';
import { ChangeChoice, SizeChoice } from './filter_choices.tsx';
import { FilterOutcome } from './filter_outcome.tsx';

/** From the last key to the question: half a word is rarely what is looked for. */
const typingPause = 150;

export function FilterBar({ model, matches }: { model: FilesModel; matches: number }) {
  const { t } = useI18n();
  const { filter, text, type, apply, clear } = useFilter(model);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!model.searchWanted.value) return;
    model.wantSearch(false);
    field.current?.select();
    field.current?.focus();
  }, [model, model.searchWanted.value]);

  const search = async (backwards: boolean) => {
    if (text !== filter.pattern) await apply({ ...filter, pattern: text });
    await model.nextMatch(backwards);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') void search(event.shiftKey);
    else if (event.key === 'Escape' && (text || asks(filter))) clear();
    else if (event.key === 'Escape' || event.key === 'ArrowDown') document.getElementById('tree')?.focus();
    else return;
    event.preventDefault();
  };
  const isWrong = model.filterProblem.value?.code === 'pattern-invalid';
  return (
    <search class="tools filter-bar" aria-label={t.filter.title}>
      <span class="filter-field">
        <input
          ref={field}
          id="filter"
          type="text"
          value={text}
          placeholder={t.filter.placeholders[filter.kind]}
          aria-label={t.filter.pattern}
          aria-keyshortcuts="/"
          aria-invalid={isWrong}
          aria-describedby="filter-outcome"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={1000}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden="true">/</kbd>
        <select
          id="filter-kind"
          aria-label={t.filter.kind}
          title={t.filter.kindsWhat[filter.kind]}
          value={filter.kind}
          onChange={({ currentTarget }) => {
            const kind = patternKinds.find((each) => each === currentTarget.value) ?? noFilter.kind;
            void apply({ ...filter, pattern: text, kind });
          }}
        >
          {patternKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t.filter.kinds[kind]}
            </option>
          ))}
        </select>
      </span>
      <ChangeChoice filter={filter} onChoose={apply} />
      <SizeChoice filter={filter} onChoose={apply} />
      <label class="filter-only" title={t.filter.onlyMatchesWhat}>
        <input
          type="checkbox"
          checked={filter.onlyMatches}
          onChange={({ currentTarget }) => void apply({ ...filter, onlyMatches: currentTarget.checked })}
        />
        {t.filter.onlyMatches}
      </label>
      <FilterOutcome
        model={model}
        matches={matches}
        onStep={(backwards) => void search(backwards)}
        onClear={() => {
          clear();
          field.current?.focus();
        }}
      />
    </search>
  );
}

/** The filter of the address, and what is typed but is not in it yet. */
function useFilter(model: FilesModel) {
  const { router } = useApp();
  const filter = router.route.value.filter ?? noFilter;
  const typed = useSignal<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = (next: RowFilter): Promise<void> => {
    clearTimeout(timer.current);
    typed.value = null;
    const { filter: _, ...route } = router.route.peek();
    router.go({ ...route, filter: next }, 'replace');
    return model.setFilter(next);
  };
  const type = (text: string) => {
    typed.value = text;
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => void apply({ ...(router.route.peek().filter ?? noFilter), pattern: text }),
      typingPause,
    );
  };
  const clear = () => {
    const { kind, onlyMatches } = router.route.peek().filter ?? noFilter;
    void apply({ ...noFilter, kind, onlyMatches });
  };
  return { filter, text: typed.value ?? filter.pattern, type, apply, clear };
}
