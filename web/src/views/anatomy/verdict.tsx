/** The image in words: what it is built on, what it runs, how large it is, what is wasted, what to know. */
import type { ImageReport, Ledger } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { configFields, defaultCommand } from '../config/config_fields.ts';
import { Bytes } from '../parts/bytes.tsx';
import { InstructionText } from '../parts/instruction_text.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { baseSystem, osReleasePath } from './base_system.ts';
import { linesOf, withoutTcp } from './config_lines.ts';
import { useOsRelease } from './os_release.ts';
import { Warnings } from './warnings_list.tsx';
import { largestWaste } from './waste.ts';

export function Verdict({ image }: { image: ImageReport }) {
  const { t } = useI18n();
  return (
    <section class="in-words" aria-labelledby="verdict-title">
      <h3 id="verdict-title" class="visually-hidden">
        {t.anatomy.verdict}
      </h3>
      <What image={image} />
      <Size image={image} />
      {image.ledger && image.kind === 'image' && <Wasted ledger={image.ledger} image={image} />}
      <Warnings image={image} />
    </section>
  );
}

function What({ image }: { image: ImageReport }) {
  const { t, format } = useI18n();
  if (image.kind !== 'image') {
    const count = t.anatomy.blobs(image.layers.length, format.number(image.layers.length));
    return (
      <p>
        <Sentence text={t.anatomy.artifact} parts={{ count }} />
      </p>
    );
  }
  if (!image.config && !image.manifest) return <p>{t.anatomy.bare}</p>;
  return (
    <>
      <Base image={image} />
      {image.config && <Runs image={image} />}
    </>
  );
}

function Base({ image }: { image: ImageReport }) {
  const { t } = useI18n();
  const osRelease = useOsRelease(image);
  const { os, architecture, variant } = image.platform;
  const platform = <VisibleText text={[os, architecture, variant].filter(Boolean).join('/') || '?'} />;
  if (osRelease === undefined) {
    return (
      <p>
        <Sentence text={t.anatomy.baseWaits} parts={{ platform }} />
      </p>
    );
  }
  const base = baseSystem(image, osRelease);
  if (!base) {
    return (
      <p>
        <Sentence text={t.anatomy.baseUnknown} parts={{ platform }} />
      </p>
    );
  }
  const path = <a href={formatRoute({ section: 'files', path: osReleasePath })}>{osReleasePath}</a>;
  const name = (
    <b>
      <VisibleText text={base.name.slice(0, 200)} />
    </b>
  );
  return (
    <p>
      <Sentence text={t.anatomy.baseKnown} parts={{ base: name, platform }} />{' '}
      <span class="told-by">
        (<Sentence text={t.anatomy.baseSource[base.source]} parts={{ path }} />)
      </span>
    </p>
  );
}

function Runs({ image }: { image: ImageReport }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (!image.config) return null;
  const command = defaultCommand(image.config);
  const fields = configFields(image.config, i18n);
  const ports = linesOf(fields, 'exposedPorts').map(withoutTcp);
  // Only on Windows a user that is not set is not root.
  const user = linesOf(fields, 'user')[0] ?? (image.platform.os === 'windows' ? undefined : t.config.root);
  return (
    <p>
      {command ? (
        <Sentence
          text={user === undefined ? t.anatomy.runsAsAnybody : t.anatomy.runs}
          parts={{
            command: (
              <code>
                <VisibleText text={command.slice(0, 300)} />
              </code>
            ),
            user: (
              <b>
                <VisibleText text={user ?? ''} />
              </b>
            ),
          }}
        />
      ) : (
        t.anatomy.runsNothing
      )}{' '}
      {ports.length > 0 && (
        <Sentence
          text={t.anatomy.listens(ports.length)}
          parts={{
            ports: (
              <b>
                <VisibleText text={ports.join(', ').slice(0, 300)} />
              </b>
            ),
          }}
        />
      )}
    </p>
  );
}

function Size({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const archive = <Bytes value={inspection.report.value?.source.size ?? 0} />;
  const { ledger } = image;
  const isWaiting = !ledger && inspection.status.value !== 'cancelled';
  const isAllSeen = ledger?.dead === 0 && image.layers.every(({ state }) => state === 'complete');
  const isFiles = image.kind === 'image' && image.layers.length > 0;
  return (
    <p>
      {isFiles && ledger ? (
        <Sentence
          text={isAllSeen ? t.anatomy.sizeAllSeen : t.anatomy.size}
          parts={{ archive, stored: <Bytes value={ledger.live + ledger.dead} />, live: <Bytes value={ledger.live} /> }}
        />
      ) : (
        <Sentence text={isFiles && isWaiting ? t.anatomy.sizeWaits : t.anatomy.sizeArchive} parts={{ archive }} />
      )}
    </p>
  );
}

function Wasted({ ledger, image }: { ledger: Ledger; image: ImageReport }) {
  const { t, format } = useI18n();
  const waste = largestWaste(ledger);
  if (!waste) return null;
  const layer = waste.layer === null ? undefined : image.layers[waste.layer];
  return (
    <p>
      <Sentence
        text={t.anatomy.waste}
        parts={{
          bytes: (
            <a href={formatRoute({ section: 'space' })}>
              <b>
                <Bytes value={ledger.dead} />
              </b>
            </a>
          ),
          percent: format.percent(ledger.dead / (ledger.live + ledger.dead)),
          reason: t.anatomy.wasteReasons[waste.reason],
        }}
      />
      {layer && ' '}
      {layer && (
        <Sentence
          text={t.anatomy.wasteBy}
          parts={{
            layer: (
              <a href={formatRoute({ section: 'layers', layer: layer.index })}>
                <Swatch layer={layer.index} />
              </a>
            ),
            instruction: <InstructionText createdBy={layer.createdBy ?? ''} fallback={t.anatomy.noInstruction} />,
          }}
        />
      )}
      {!layer && '.'}
    </p>
  );
}
