/** Everything the layers say about the chosen path, and its contents. */
import { useSignal } from '@preact/signals';
import type { EntryDetails } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { formatRoute } from '../../state/route.ts';
import type { ImageViewProps } from '../image_view.ts';
import { CopyButton } from '../parts/copy_button.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { Contents } from './contents.tsx';
import { FolderTar } from './folder_tar.tsx';
import { Particulars } from './particulars.tsx';
import type { PreviewSettings } from './preview.tsx';
import { useAccounts } from './use_accounts.ts';

export function Details({ model, image }: ImageViewProps & { model: FilesModel }) {
  const { t } = useI18n();
  const details = model.details.value;
  const settings = { wrap: useSignal(false), large: useSignal(false) };
  return (
    <aside class="card details" id="details" aria-label={t.details.title}>
      {details ? (
        <Filled model={model} image={image} details={details} settings={settings} />
      ) : (
        <p class="soft">{t.details.choose}</p>
      )}
    </aside>
  );
}

interface FilledProps extends ImageViewProps {
  model: FilesModel;
  details: EntryDetails;
  settings: PreviewSettings;
}

function Filled({ model, image, details, settings }: FilledProps) {
  const { router } = useApp();
  const { t } = useI18n();
  const accounts = useAccounts(model);
  const { row, path } = details;
  const address = new URL(formatRoute({ ...router.route.value, section: 'files', path }), document.baseURI);
  return (
    <>
      <h3 class="path">
        <VisibleText text={path} /> <CopyButton text={path} what={t.details.copyPath} />
        <CopyButton text={address.href} what={t.preview.copyLink} icon="link" />
      </h3>
      <Particulars details={details} accounts={accounts} />
      {row.implicit && <p class="soft">{t.files.implicitWhat}</p>}
      {row.artefact && <p class="soft">{t.files.artefactWhat(t.blobFormats[row.artefact])}</p>}
      {row.type === 'dir' && row.status !== 'removed' && (
        <FolderTar
          key={row.node}
          model={model}
          node={row.node}
          name={path.slice(path.lastIndexOf('/') + 1)}
          label={t.preview.tar}
        />
      )}
      <Contents key={row.node} model={model} image={image} details={details} settings={settings} />
    </>
  );
}
