/** Everything the layers say about the chosen path, and the beginning of the file. */
import type { ComponentChildren } from 'preact';
import type { EntryDetails } from '../../engine/api.ts';
import { resolveLink } from '../../format/links.ts';
import { octalMode, symbolicMode } from '../../format/mode.ts';
import { useApp, useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { formatRoute, type Route } from '../../state/route.ts';
import type { ImageViewProps } from '../image_view.ts';
import { Bytes } from '../parts/bytes.tsx';
import { CopyButton } from '../parts/copy_button.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { Contents } from './contents.tsx';

export function Details({ model, image }: ImageViewProps & { model: FilesModel }) {
  const { t } = useI18n();
  const details = model.details.value;
  return (
    <aside class="card details" id="details" aria-label={t.details.title}>
      {details ? <Filled model={model} image={image} details={details} /> : <p class="soft">{t.details.choose}</p>}
    </aside>
  );
}

function Filled({ model, image, details }: ImageViewProps & { model: FilesModel; details: EntryDetails }) {
  const { router } = useApp();
  const { t, format } = useI18n();
  const { row, path } = details;
  const toPath = (target: string) =>
    formatRoute({ ...(router.route.value satisfies Route), section: 'files', path: target });
  return (
    <>
      <h3 class="path">
        <VisibleText text={path} /> <CopyButton text={path} what={t.details.copyPath} />
      </h3>
      <dl class="particulars">
        <Row label={t.details.type}>{t.files.types[row.type]}</Row>
        <Row label={t.details.size}>
          <Bytes value={row.size} />
        </Row>
        {!row.implicit && (
          <>
            <Row label={t.details.mode}>
              <code>
                {symbolicMode(row.mode, row.type)} · {octalMode(row.mode)}
              </code>
            </Row>
            <Row label={t.details.owner}>
              <code>
                {row.uid}:{row.gid}
              </code>
            </Row>
            <Row label={t.details.modified}>{format.moment(row.mtime)}</Row>
          </>
        )}
        {details.device && (
          <Row label={t.details.device}>
            <code>
              {details.device.major}:{details.device.minor}
            </code>
          </Row>
        )}
        {row.link && (
          <Row label={t.details.link}>
            <a
              href={toPath(row.type === 'symlink' ? resolveLink(path, row.link) : resolveLink('/', row.link))}
              title={t.details.follow}
            >
              <code>
                <VisibleText text={row.link} />
              </code>
            </a>
          </Row>
        )}
        {details.otherNames.length > 0 && (
          <Row label={t.details.otherNames} hint={t.details.otherNamesWhat}>
            <ul class="lines">
              {details.otherNames.map((name) => (
                <li key={name}>
                  <a href={toPath(name)}>
                    <code>
                      <VisibleText text={name} />
                    </code>
                  </a>
                </li>
              ))}
            </ul>
          </Row>
        )}
        {Object.entries(details.xattrs).map(([name, value]) => (
          <Row label={name} hint={t.details.xattrs} key={name} literal>
            <code>
              <VisibleText text={value} />
            </code>
          </Row>
        ))}
      </dl>
      {row.implicit && <p class="soft">{t.files.implicitWhat}</p>}
      {row.artefact && <p class="soft">{t.files.artefactWhat(t.blobFormats[row.artefact])}</p>}
      <Contents key={row.node} model={model} image={image} details={details} />
    </>
  );
}

function Row(props: { label: string; hint?: string; literal?: boolean; children: ComponentChildren }) {
  return (
    <div class={props.literal ? 'literal' : ''}>
      <dt title={props.hint}>{props.literal ? <VisibleText text={props.label} /> : props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
