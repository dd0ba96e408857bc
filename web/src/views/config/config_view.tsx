/** The config: what runs, with what settings, each explained in a sentence; what is not set in one line; the JSON. */
import type { ImageConfig } from '../../engine/api.ts';
import { tsvTable } from '../../format/tables.ts';
import { useI18n } from '../../state/app.ts';
import type { ImageViewProps } from '../image_view.ts';
import { CopyButton } from '../parts/copy_button.tsx';
import { JsonBlock } from '../parts/json_block.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { type ConfigField, configFields, defaultCommand, type FieldValue, pathParts } from './config_fields.ts';
import { dockerInspect, dockerSize } from './docker_inspect.ts';
import { ImagesList } from './images_list.tsx';

export function ConfigView({ image }: ImageViewProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const fields = image.config ? configFields(image.config, i18n) : [];
  const unset = fields.filter((field) => field.value === null).map((field) => t.config.fields[field.id].label);
  return (
    <section class="section config" aria-labelledby="config-title">
      <h2 id="config-title">{t.config.title}</h2>
      <p class="intro">{image.config ? t.config.intro : image.manifest ? t.config.missing : t.config.absent}</p>
      {image.config && (
        <>
          {image.kind === 'image' && <Command config={image.config} />}
          <dl class="fields">
            {fields.map((field) => field.value && <Field id={field.id} value={field.value} key={field.id} />)}
          </dl>
          {unset.length > 0 && <p class="soft not-set">{t.config.notSet(unset.join(', '))}</p>}
          <JsonBlock value={image.config} title={t.config.raw} fileName="config.json" />
          {image.kind === 'image' && <Inspect image={image} />}
          {image.kind === 'image' && <ImagesList image={image} />}
        </>
      )}
    </section>
  );
}

function Inspect({ image }: ImageViewProps) {
  const { t } = useI18n();
  return (
    <JsonBlock value={dockerInspect(image)} title={t.facts.config.inspect} fileName="inspect.json">
      <p class="soft">
        {t.facts.config.inspectNote} {dockerSize(image) === undefined && t.facts.config.inspectLater}
      </p>
    </JsonBlock>
  );
}

function Command({ config }: { config: ImageConfig }) {
  const { t } = useI18n();
  const command = defaultCommand(config);
  const { User: user, WorkingDir: folder } = config.config ?? {};
  return (
    <div class="card will-run">
      <h3>{t.config.command}</h3>
      {command ? (
        <>
          <div class="command">
            <code id="command">
              <VisibleText text={command} />
            </code>
            <CopyButton text={command} what={t.config.command} />
          </div>
          <p class="soft">
            <VisibleText text={t.config.commandBy(String(user || t.config.root), String(folder || '/'))} />
          </p>
        </>
      ) : (
        <p>{t.config.commandEmpty}</p>
      )}
    </div>
  );
}

function Field({ id, value }: { id: ConfigField['id']; value: FieldValue }) {
  const { t } = useI18n();
  const { label, what } = t.config.fields[id];
  return (
    <div class="field" id={`config-${id}`}>
      <dt>
        <span class="field-name">{label}</span>
        <span class="field-what">{what}</span>
        {value.kind === 'pairs' && <CopyButton text={tsvTable(value.pairs)} what={t.facts.config.table(label)} />}
      </dt>
      <dd>
        <Value value={value} />
      </dd>
    </div>
  );
}

function Value({ value }: { value: FieldValue }) {
  const { t } = useI18n();
  switch (value.kind) {
    case 'lines':
      return (
        <ul class="lines">
          {value.lines.map((line) => (
            <li key={line}>
              <code>
                <VisibleText text={line} block />
              </code>
            </li>
          ))}
        </ul>
      );
    case 'arguments':
      return (
        <ol class="arguments">
          {value.arguments.map((argument, index) => (
            <li key={index}>
              <code>
                <VisibleText text={argument} block />
              </code>
            </li>
          ))}
        </ol>
      );
    case 'pairs':
      return (
        <table class="pairs">
          <thead class="visually-hidden">
            <tr>
              <th scope="col">{t.config.name}</th>
              <th scope="col">{t.config.value}</th>
            </tr>
          </thead>
          <tbody>
            {value.pairs.map(([name, text], index) => (
              <tr key={index}>
                <th scope="row">
                  <code>
                    <VisibleText text={name} />
                  </code>
                </th>
                <td>
                  <PairValue name={name} text={text} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

/** A search path is read part by part. */
function PairValue({ name, text }: { name: string; text: string }) {
  return (
    <code>
      {pathParts(name, text).map((part, index) => (
        <span class="path-part" key={index}>
          <VisibleText text={part} block />
        </span>
      ))}
    </code>
  );
}
