/** The versions of the chosen path, and the bytes of one of them: at first the one at the point of view. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EntryDetails, PathVersion } from '../../engine/api.ts';
import type { FilesModel } from '../../state/files_model.ts';
import type { ImageViewProps } from '../image_view.ts';
import { hasBody } from './has_body.ts';
import { Preview } from './preview.tsx';
import { Versions } from './versions.tsx';

export function Contents({ model, image, details }: ImageViewProps & { model: FilesModel; details: EntryDetails }) {
  const { row, path } = details;
  const view = model.view.value;
  const chosen = useSignal<PathVersion | null>(null);
  // At another point of view another version is in front.
  useEffect(() => {
    chosen.value = null;
  }, [view]);
  const version = chosen.value;
  const subject = version ?? row;
  return (
    <>
      <Versions details={details} layers={image.layers} chosen={version} onChoose={(next) => (chosen.value = next)} />
      {hasBody(subject.type) && (
        <Preview
          model={model}
          file={{ node: row.node, at: version ? layerWith(version) : undefined, size: subject.size }}
          name={path.slice(path.lastIndexOf('/') + 1)}
          layer={version?.layer}
        />
      )}
    </>
  );
}

/** What a layer removed is there up to the layer below. */
const layerWith = ({ change, layer }: PathVersion) => (change === 'removed' ? layer - 1 : layer);
