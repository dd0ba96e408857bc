/**
 * A view whose code is a file of its own. main.tsx loads all of them as soon as the page is idle: then they are shown at once, and stay
 * there without a network, or when a newer version has replaced the files. Only who is quicker than that sees it wait.
 */
import { signal } from '@preact/signals';
import type { ComponentType, FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { useI18n } from '../../state/app.ts';
import { ProblemCard } from '../problems/problem_card.tsx';

export interface LazyView<Props> extends FunctionComponent<Props> {
  /** Loads the code once; what failed is tried again by the next call. Never rejects: the view itself tells of a failure. */
  load(): Promise<void>;
}

type State<Props> =
  | { kind: 'loading' }
  | { kind: 'loaded'; View: ComponentType<Props> }
  | { kind: 'failed'; why: string };

export function lazyView<Props extends object>(importView: () => Promise<ComponentType<Props>>): LazyView<Props> {
  const state = signal<State<Props>>({ kind: 'loading' });
  let loading: Promise<void> | undefined;

  async function start() {
    state.value = { kind: 'loading' };
    try {
      state.value = { kind: 'loaded', View: await importView() };
    } catch (error) {
      loading = undefined;
      state.value = { kind: 'failed', why: String(error) };
    }
  }

  function load() {
    loading ??= start();
    return loading;
  }

  function Lazy(props: Props) {
    useEffect(() => void load(), []);
    const current = state.value;
    if (current.kind === 'loaded') return <current.View {...props} />;
    return current.kind === 'failed' ? <Failed why={current.why} retry={load} /> : <Loading />;
  }
  return Object.assign(Lazy, { load });
}

/** Its style keeps it out of sight for a moment: a text that only flashes up says nothing. */
function Loading() {
  const { t } = useI18n();
  return (
    <p class="section loading soft" role="status">
      {t.loading}
    </p>
  );
}

function Failed({ why, retry }: { why: string; retry: () => void }) {
  const { t } = useI18n();
  return (
    <div class="section">
      <ProblemCard problem={{ code: 'view-failed', detail: why }} />
      <p>
        <button type="button" onClick={retry}>
          {t.retry}
        </button>
      </p>
    </div>
  );
}
