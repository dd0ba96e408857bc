/** Config and manifest as two sheets of paper with what is written on them; an absent one is an empty outline. */
import type { ComponentChildren } from 'preact';
import type { ImageReport } from '../../engine/api.ts';
import { shortDigest } from '../../format/digest.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { configFields, defaultCommand } from '../config/config_fields.ts';
import { VisibleText } from '../parts/visible_text.tsx';
import { linesOf, withoutTcp } from './config_lines.ts';

export function Documents({ image }: { image: ImageReport }) {
  const { t, format } = useI18n();
  const { config, manifest } = image.digests;
  const count = image.layers.length;
  return (
    <div class="documents">
      <Sheet mark="a" section="config" title={t.anatomy.config} isAbsent={!image.config}>
        {image.config && <ConfigFacts image={image} />}
        {config && <Line text={shortDigest(config)} />}
      </Sheet>
      {image.config !== null && image.manifest !== null && <span class="names" aria-hidden="true" />}
      <Sheet mark="b" section="manifest" title={t.anatomy.manifest} isAbsent={!image.manifest}>
        {image.manifest !== null && (
          <p>
            {image.kind === 'image'
              ? t.anatomy.contents(count, format.number(count))
              : t.anatomy.blobs(count, format.number(count))}
          </p>
        )}
        {manifest && <Line text={shortDigest(manifest)} />}
      </Sheet>
    </div>
  );
}

function ConfigFacts({ image }: { image: ImageReport }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  if (!image.config || image.kind !== 'image') return null;
  const fields = configFields(image.config, i18n);
  const ports = linesOf(fields, 'exposedPorts');
  const user = linesOf(fields, 'user')[0];
  const variables = linesOf(fields, 'env').length;
  const command = defaultCommand(image.config);
  return (
    <>
      {command ? <Line text={command} /> : <p>{t.anatomy.noCommand}</p>}
      {ports.length > 0 && (
        <p>
          <VisibleText text={t.anatomy.ports(ports.length, ports.map(withoutTcp).join(', '))} />
        </p>
      )}
      {user !== undefined && (
        <p>
          <VisibleText text={t.anatomy.user(user)} />
        </p>
      )}
      {variables > 0 && <p>{t.anatomy.variables(variables, format.number(variables))}</p>}
    </>
  );
}

function Line({ text }: { text: string }) {
  return (
    <p>
      <code>
        <VisibleText text={text.slice(0, 300)} />
      </code>
    </p>
  );
}

interface SheetProps {
  mark: string;
  section: string;
  title: string;
  isAbsent: boolean;
  children: ComponentChildren;
}

function Sheet({ mark, section, title, isAbsent, children }: SheetProps) {
  const { t } = useI18n();
  return (
    <div class="sheet" data-absent={isAbsent || undefined}>
      <h3>
        <i class="mark" aria-hidden="true">
          {mark}
        </i>
        <a href={formatRoute({ section })}>{title}</a>
      </h3>
      {isAbsent ? <p>{t.anatomy.absent}</p> : children}
    </div>
  );
}
