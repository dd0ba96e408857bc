/** The file tree with its point of view above and the chosen row's details beside it. */
import { effect, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ImageReport } from '../../engine/api.ts';
import { visible } from '../../format/visible.ts';
import type { Messages } from '../../i18n/en.ts';
import { useApp, useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asks, formatFilter, noFilter } from '../../state/filter_parameters.ts';
import type { Route } from '../../state/route.ts';
import type { ImageViewProps } from '../image_view.ts';
import { Details } from './details.tsx';
import { FilterBar } from './filter_bar.tsx';
import { FolderTar } from './folder_tar.tsx';
import { PointOfViewBar } from './point_of_view_bar.tsx';
import { TreeGrid } from './tree_grid.ts';

export function FilesView({ image }: ImageViewProps) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const model = inspection.files.value;
  return (
    <section class="section files" aria-labelledby="files-title">
      <h2 id="files-title">{t.files.title}</h2>
      {model ? <Tree model={model} image={image} /> : <p>{t.files.stopped}</p>}
    </section>
  );
}

function Tree({ model, image }: ImageViewProps & { model: FilesModel }) {
  const { router } = useApp();
  const { t, format } = useI18n();
  const counts = useSignal<Counts | null>(null);
  useFilterOfAddress(model);
  useRouting(model);
  useSearchKeys(model);
  const grid = useGrid(model, (rows, matches) => {
    const next = { rows, matches, isFiltered: asks(model.filter.peek()) };
    const before = counts.peek();
    const isSame = before?.rows === rows && before.matches === matches && before.isFiltered === next.isFiltered;
    if (!isSame) counts.value = next;
  });

  const inTree = model.layersInTree.value;
  const notHere = model.notHere.value;
  const isGrowing = inTree < image.layers.length;
  const { rows = null, matches = 0, isFiltered = false } = counts.value ?? {};
  const isEmpty = rows === 0;
  const noneMatches = isEmpty && isFiltered && model.filterProblem.value === null;
  return (
    <>
      <PointOfViewBar model={model} image={image} />
      <FilterBar model={model} matches={matches} />
      <div class="files-columns">
        <div class="files-tree">
          <div
            ref={grid}
            id="tree"
            class="tree"
            role="treegrid"
            aria-label={t.files.tree}
            data-changes={model.view.value.from !== undefined}
            data-only-matches={isFiltered && model.filter.value.onlyMatches}
            tabIndex={0}
            aria-readonly="true"
          />
          {noneMatches && <NoMatch model={model} />}
          <div class="tree-foot">
            <p class="tree-status" role="status">
              {notHere !== null && <span class="warning">{t.files.notHere(visible(notHere))} </span>}
              {isGrowing && inTree === 0 && t.files.waiting}
              {isGrowing && inTree > 0 && t.files.growing(format.number(inTree), format.number(image.layers.length))}
              {!isGrowing && isEmpty && !noneMatches && emptyText(t, router.route.value)}
              {!isGrowing && rows !== null && !isEmpty && t.files.rows(rows, format.number(rows))}
            </p>
            {!isGrowing && !isEmpty && (
              <FolderTar model={model} node={ROOT} name={treeName(image)} label={t.preview.tarWhole} />
            )}
          </div>
        </div>
        <Details model={model} image={image} />
      </div>
    </>
  );
}

/** The node of the root in every tree. */
const ROOT = 0;

/** Of a tar of the whole tree. */
function treeName({ names }: ImageReport): string {
  return names[0]?.replaceAll(/[^\w.-]+/g, '_') ?? 'tree';
}

/** What the tree shows, as the engine has told last. */
interface Counts {
  rows: number;
  matches: number;
  isFiltered: boolean;
}

function NoMatch({ model }: { model: FilesModel }) {
  const { router } = useApp();
  const { t } = useI18n();
  const { pattern, changes, minSize, maxSize } = model.filter.value;
  const conditions = [pattern !== '', changes.length > 0, minSize !== undefined || maxSize !== undefined];
  const { filter: _, ...unfiltered } = router.route.value;
  return (
    <div class="no-match">
      <p>{conditions.filter(Boolean).length > 1 ? t.filter.noMatchOfMany : t.filter.noMatch}</p>
      <button type="button" onClick={() => router.go(unfiltered, 'replace')}>
        {t.filter.clearWhat}
      </button>
    </div>
  );
}

function emptyText(t: Messages, { changes, from }: Route): string {
  if (changes !== undefined) return t.files.changesEmpty;
  return from === undefined ? t.files.treeEmpty : t.files.sameTrees;
}

function useFilterOfAddress(model: FilesModel) {
  const { router } = useApp();
  const filter = router.route.value.filter ?? noFilter;
  useEffect(() => void model.setFilter(filter), [model, formatFilter(filter).join('&')]);
}

/** F3 goes through the matches from wherever the focus is; Escape in the tree ends the filter, as it does in the field. */
function useSearchKeys(model: FilesModel) {
  const { router } = useApp();
  useEffect(() => {
    const listening = new AbortController();
    const handle = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const inTree = event.target instanceof Element && event.target.id === 'tree';
      if (event.key === 'F3') {
        event.preventDefault();
        void model.nextMatch(event.shiftKey);
      } else if (event.key === 'Escape' && inTree && asks(model.filter.peek())) {
        const { filter: _, ...unfiltered } = router.route.peek();
        router.go(unfiltered, 'replace');
      }
    };
    window.addEventListener('keydown', handle, { signal: listening.signal });
    return () => listening.abort();
  }, [model, router]);
}

/** The address leads to a point of view and a path; the chosen path leads back into the address. */
function useRouting(model: FilesModel) {
  const { router } = useApp();
  const route = router.route.value;
  const { at, changes, from, path } = route;
  /** The address this wrote itself: the reader may have moved on since, and is not called back. */
  const written = useRef<Route | null>(null);
  useEffect(() => {
    void model.show({ at, changes, from }, route === written.current ? undefined : path);
  }, [model, at, changes, from, path]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const chosen = model.details.value?.path;
      clearTimeout(timer);
      if (chosen === undefined) return;
      const route = router.route.peek();
      // Browsers limit how often the address may change; an arrow key held down is faster than that.
      timer = setTimeout(() => {
        // Another address by now: what is to be chosen there is on its way.
        if (router.route.peek() !== route || route.section !== 'files' || route.path === chosen) return;
        written.current = { ...route, path: chosen };
        router.go(written.current, 'replace');
      }, 250);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [model, router]);
}

/** Puts the grid, which owns its DOM, into the element the returned ref is given to. */
function useGrid(model: FilesModel, onTotal: (total: number, matches: number) => void) {
  const i18n = useI18n();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const grid = new TreeGrid(host.current, model, i18n, onTotal);
    const stops = [
      effect(() => {
        model.revision.value;
        grid.refresh();
      }),
      effect(() => grid.setActive(model.activeRow.value, false)),
      effect(() => {
        model.scrollRequests.value;
        grid.setActive(model.activeRow.peek(), true);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      grid.close();
    };
  }, [model, i18n]);
  return host;
}
