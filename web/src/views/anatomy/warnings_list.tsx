/** What to know before using the image: each with a sentence on why it matters. */
import type { ComponentChildren } from 'preact';
import type { ImageReport } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Sentence } from '../parts/sentence.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { type Warning, warningsOf } from './warnings.ts';

/** More than this are counted, not named. */
const mostNamed = 5;

export function Warnings({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const warnings = warningsOf(image, inspection.report.value?.diagnostics ?? []);
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings" aria-label={t.anatomy.warnings}>
      {warnings.map((warning) => (
        <li key={warning.kind} data-kind={warning.kind}>
          <Words warning={warning} />
        </li>
      ))}
    </ul>
  );
}

function Words({ warning }: { warning: Warning }) {
  const { t, format } = useI18n();
  const words = t.anatomy;
  switch (warning.kind) {
    case 'root':
      return (
        <>
          <b>{words.root.title}</b> {words.root.what}
        </>
      );
    case 'missing':
    case 'partial': {
      const { title, what } = words[warning.kind];
      const { length } = warning.layers;
      const layers = warning.layers.map((layer) => <LayerLink layer={layer} key={layer} />);
      return (
        <>
          <b>{title(length, format.number(length))}</b>{' '}
          <Sentence text={what} parts={{ layers: <Few items={layers} /> }} />
        </>
      );
    }
    case 'hiddenSecrets': {
      const files = warning.files.map(({ path, layer }) => (
        <Sentence
          key={`${layer} ${path}`}
          text={words.hiddenSecrets.file}
          parts={{ path: <Name text={path} />, layer: <LayerLink layer={layer} /> }}
        />
      ));
      return (
        <>
          <b>{words.hiddenSecrets.title}</b>{' '}
          <Sentence text={words.hiddenSecrets.what} parts={{ files: <Few items={files} /> }} />
        </>
      );
    }
    case 'secretVariables': {
      const names = warning.names.map((name) => <Name text={name} key={name} />);
      return (
        <>
          <b>{words.secretVariables.title}</b>{' '}
          <Sentence text={words.secretVariables.what} parts={{ names: <Few items={names} /> }} />
        </>
      );
    }
    case 'remarks': {
      const count = warning.errors + warning.warnings;
      return (
        <>
          <b>{words.remarks.title}</b> {words.remarks.what(count, format.number(count))}
        </>
      );
    }
  }
}

function Name({ text }: { text: string }) {
  return (
    <code>
      <VisibleText text={text} />
    </code>
  );
}

function LayerLink({ layer }: { layer: number }) {
  return (
    <a href={formatRoute({ section: 'layers', layer })}>
      <Swatch layer={layer} />
    </a>
  );
}

function Few({ items }: { items: ComponentChildren[] }) {
  const { t, format } = useI18n();
  return (
    <>
      {items.slice(0, mostNamed).map((item, index) => [index > 0 && ', ', item])}
      {items.length > mostNamed && <> {t.anatomy.more(format.number(items.length - mostNamed))}</>}
    </>
  );
}
