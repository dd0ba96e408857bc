/** The versions of the chosen path, and the bytes of one of them, at first of the one at the point of view; or what two differ in. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EntryDetails, PathVersion } from '../../engine/api.ts';
import type { FilesModel } from '../../state/files_model.ts';
import type { ImageViewProps } from '../image_view.ts';
import { Comparison } from './comparison.tsx';
import { hasBody } from './has_body.ts';
import { Preview, type PreviewSettings } from './preview.tsx';
import { Versions } from './versions.tsx';

export interface ContentsProps extends ImageViewProps {
  model: FilesModel;
  details: EntryDetails;
  settings: PreviewSettings;
}

interface Choice {
  version: PathVersion;
  /** Beside the version at the point of view. */
  compared: boolean;
}

export function Contents({ model, image, details, settings }: ContentsProps) {
  const { row, path } = details;
  const view = model.view.value;
  const choice = useSignal<Choice | null>(null);
  // At another point of view another version is in front.
  useEffect(() => {
    choice.value = null;
  }, [view]);
  const { version, compared = false } = choice.value ?? {};
  const subject = version ?? row;
  const current = { file: { node: row.node, at: undefined, size: row.size }, layer: row.layer };
  const chosen = version && {
    file: { node: row.node, at: layerWith(version), size: version.size },
    layer: version.layer,
  };
  return (
    <>
      <Versions
        details={details}
        layers={image.layers}
        shown={compared ? null : (version ?? null)}
        compared={compared ? (version ?? null) : null}
        onChoose={(next, compare) => {
          choice.value = next && { version: next, compared: compare };
        }}
      />
      {chosen && compared && (
        <Comparison
          model={model}
          before={chosen.layer < current.layer ? chosen : current}
          after={chosen.layer < current.layer ? current : chosen}
          settings={settings}
        />
      )}
      {hasBody(subject.type) && !compared && (
        <Preview
          key={version?.layer}
          model={model}
          file={(chosen ?? current).file}
          name={path.slice(path.lastIndexOf('/') + 1)}
          layer={version?.layer}
          settings={settings}
        />
      )}
    </>
  );
}

/** What a layer removed is there up to the layer below. */
const layerWith = ({ change, layer }: PathVersion) => (change === 'removed' ? layer - 1 : layer);
