/** Remarks on the image and its archive, gathered by code: one card for each kind, its places folded. */
import type { Diagnostic, ImageReport } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { type DiagnosticGroup, groupDiagnostics, severities } from './group_diagnostics.ts';
import { remarkFor } from './words.ts';

const maxPlaces = 200;

export function Diagnostics({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t, format } = useI18n();
  const all = [...(inspection.report.value?.diagnostics ?? []), ...image.diagnostics];
  if (all.length === 0) return null;
  const groups = groupDiagnostics(all);
  const counts = severities
    .map((severity) => ({ severity, count: all.filter((item) => item.severity === severity).length }))
    .filter(({ count }) => count > 0);
  return (
    <details class="diagnostics" id="diagnostics" open={all.some(({ severity }) => severity === 'error')}>
      <summary>
        {t.problem.remarks}{' '}
        {counts.map(({ severity, count }) => (
          <span class="severity-count" data-severity={severity} key={severity}>
            {t.problem.counts[severity](count, format.number(count))}
          </span>
        ))}
      </summary>
      <ul>
        {groups.map((group) => (
          <Card group={group} key={group.code} />
        ))}
      </ul>
    </details>
  );
}

function Card({ group }: { group: DiagnosticGroup }) {
  const { t, format } = useI18n();
  const words = remarkFor(t, group.code);
  const { length } = group.items;
  const places = group.items.filter((item) => item.layer !== undefined || item.path || item.offset !== undefined);
  return (
    <li class="diagnostic" data-severity={group.severity} data-code={group.code}>
      <p class="what">
        <b class="severity">{t.problem.severities[group.severity]}</b>{' '}
        {words?.what ?? <VisibleText text={group.items[0]?.message ?? group.code} />}{' '}
        {length > 1 && <span class="count">{t.problem.times(format.number(length))}</span>}
      </p>
      {words && (
        <p>
          {words.stillWorks} <b>{t.problem.whatToTry}</b> {words.tryThis}
        </p>
      )}
      <p class="soft">
        <code>{group.code}</code>
      </p>
      {places.length > 0 && (
        <details>
          <summary>{t.problem.where(places.length, format.number(places.length))}</summary>
          <ul class="places">
            {places.slice(0, maxPlaces).map((place, index) => (
              <Place diagnostic={place} key={index} />
            ))}
          </ul>
          {places.length > maxPlaces && <p class="soft">{t.problem.more(format.number(places.length - maxPlaces))}</p>}
        </details>
      )}
    </li>
  );
}

function Place({ diagnostic: { layer, path, offset } }: { diagnostic: Diagnostic }) {
  const { t, format } = useI18n();
  return (
    <li>
      {layer !== undefined && <Swatch layer={layer} />}{' '}
      {path && (
        <code>
          <VisibleText text={path} />
        </code>
      )}{' '}
      {offset !== undefined && <span class="soft">{t.problem.at(format.number(offset))}</span>}
    </li>
  );
}
