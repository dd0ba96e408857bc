/** Caches that are still there: they can be seen, so they are no waste in the ledger, but few containers need them. */
import type { Findings } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { remedyOf } from './cache_advice.ts';
import { DockerfileLines } from './dockerfile_lines.tsx';

export function Caches({ findings: { caches } }: { findings: Findings }) {
  const { t, format } = useI18n();
  if (caches.length === 0) return null;
  const saved = caches.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <section class="caches" aria-labelledby="caches-title">
      <h4 id="caches-title">{t.space.caches}</h4>
      <p class="soft">
        <Sentence text={t.space.cachesIntro} parts={{ bytes: <Bytes value={saved} /> }} />
      </p>
      <ul>
        {caches.map(({ kind, bytes, files, paths, layers }) => (
          <li key={kind}>
            <p>
              <b>{t.space.cacheKinds[kind]}</b> <Bytes value={bytes} />{' '}
              <span class="soft">{t.layers.dead.files(files, format.number(files))}</span>{' '}
              {layers.map((layer) => (
                <Swatch layer={layer} key={layer} />
              ))}
            </p>
            <p class="cache-paths">
              {paths.map((path) => (
                <a href={formatRoute({ section: 'space', path })} key={path}>
                  <code>
                    <VisibleText text={path} />
                  </code>
                </a>
              ))}
            </p>
            <DockerfileLines code={remedyOf(kind)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
