/** The treemap of the chosen folder with its path above, its words below, and its table beside it. */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ImageReport } from '../../engine/api.ts';
import { visible } from '../../format/visible.ts';
import { useApp, useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { formatRoute } from '../../state/route.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { DirectoryTable } from './directory_table.tsx';
import { LayerLegend } from './layer_legend.tsx';
import { TileCaption } from './tile_caption.tsx';
import { TreemapCanvas } from './treemap_canvas.ts';
import { isRest, parentPath, type TreemapModel } from './treemap_model.ts';
import { type TreemapState, useTreemap } from './use_treemap.ts';

export function TreemapPart({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const files = inspection.files.value;
  return (
    <section class="space-map" aria-labelledby="map-title">
      <h3 id="map-title">{t.space.map}</h3>
      {files ? <Picture files={files} image={image} /> : <p>{t.space.stopped}</p>}
    </section>
  );
}

function Picture({ files, image }: { files: FilesModel; image: ImageReport }) {
  const { router } = useApp();
  const { t } = useI18n();
  const path = router.route.value.path ?? '/';
  const state = useTreemap(files, path);
  const model = useFolder(state);
  if (state.kind === 'missing') return <Missing path={path} />;
  if (!model) return <Waiting files={files} image={image} />;
  if (model.root.entries === 0) return <p>{t.space.empty}</p>;
  return <Shown model={model} files={files} image={image} />;
}

/** What an address leads to may be a file: then the folder it lies in is meant. */
function useFolder(state: TreemapState): TreemapModel | null {
  const { router } = useApp();
  const model = state.kind === 'shown' ? state.model : null;
  const isFile = model !== null && model.root.type !== 'dir';
  useEffect(() => {
    if (isFile) router.go({ section: 'space', path: parentPath(model.path) }, 'replace');
  }, [isFile]);
  return isFile ? null : model;
}

function Missing({ path }: { path: string }) {
  const { t } = useI18n();
  return (
    <p role="status">
      <span class="warning">{t.space.notHere(visible(path))}</span>{' '}
      <a href={formatRoute({ section: 'space' })}>{t.space.toRoot}</a>
    </p>
  );
}

function Waiting({ files, image }: { files: FilesModel; image: ImageReport }) {
  const { t } = useI18n();
  if (image.layers.length === 0) return <p>{t.layers.emptyImage}</p>;
  return (
    <p class="treemap-waits" role="status">
      {files.layersInTree.value === 0 && t.space.waiting}
    </p>
  );
}

function Shown({ model, files, image }: { model: TreemapModel; files: FilesModel; image: ImageReport }) {
  const { t, format } = useI18n();
  const told = useSignal(-1);
  const highlight = useSignal<number | null>(null);
  const host = useCanvas(model, highlight.value, (index) => (told.value = index));
  const inTree = files.layersInTree.value;
  const isGrowing = inTree < image.layers.length;
  return (
    <div class="space-columns">
      <figure class="treemap-figure">
        <Breadcrumb model={model} />
        <div ref={host} class="treemap" role="tree" aria-label={t.space.treemap} tabIndex={0} />
        <TileCaption model={model} index={told.value} image={image} />
        <figcaption>
          {t.space.figure('2')} {t.space.caption} {t.space.hint}
          {isGrowing && ` ${t.space.growing(format.number(inTree), format.number(image.layers.length))}`}
        </figcaption>
      </figure>
      <div class="space-side">
        <div class="directory">
          <DirectoryTable model={model} />
        </div>
      </div>
      <LayerLegend
        model={model}
        image={image}
        chosen={highlight.value}
        onChoose={(layer) => (highlight.value = layer)}
      />
    </div>
  );
}

/** Puts the picture, which owns its DOM, into the element the returned ref is given to, in the frame of the table that tells the same. */
function useCanvas(model: TreemapModel, highlight: number | null, onTold: (index: number) => void) {
  const { router } = useApp();
  const i18n = useI18n();
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<TreemapCanvas | null>(null);
  const shown = useRef(model);
  shown.current = model;
  useLayoutEffect(() => {
    if (!host.current) return;
    canvas.current = new TreemapCanvas(host.current, i18n, {
      onTold,
      onOpen(index) {
        const { current } = shown;
        const folder = current.directoryOf(index);
        const tile = current.tile(index);
        if (folder > 0) router.go({ section: 'space', path: current.pathOf(folder) });
        else if (!isRest(tile)) router.go({ section: 'files', path: current.pathOf(index) });
      },
      onLeave() {
        // Of the address: the picture of a folder that was just entered is still on its way.
        const above = parentPath(router.route.value.path ?? '/');
        if (above) router.go({ section: 'space', ...(above !== '/' && { path: above }) });
        return above !== '';
      },
    });
    canvas.current.show(shown.current);
    return () => canvas.current?.close();
  }, [i18n, router]);
  useLayoutEffect(() => canvas.current?.show(model), [model]);
  useLayoutEffect(() => canvas.current?.highlight(highlight), [highlight, i18n]);
  return host;
}
