/** The way from the root to the folder that is shown; each part leads back to it. */
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import type { TreemapModel } from './treemap_model.ts';

export function Breadcrumb({ model }: { model: TreemapModel }) {
  const { t, format } = useI18n();
  const names = model.path.split('/').filter(Boolean);
  const { bytes, files } = model.root;
  return (
    <div class="breadcrumb">
      <nav aria-label={t.space.where}>
        <ol>
          {['', ...names].map((name, depth) => {
            const path = `/${names.slice(0, depth).join('/')}`;
            const isHere = depth === names.length;
            const text = depth === 0 ? t.space.root : <VisibleText text={name} />;
            return (
              <li key={path}>
                {isHere ? (
                  <b aria-current="page">{text}</b>
                ) : (
                  <a href={formatRoute({ section: 'space', ...(depth > 0 && { path }) })}>{text}</a>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      <span class="breadcrumb-facts">
        <Bytes value={bytes} /> · {t.space.files(files, format.number(files))}
      </span>
    </div>
  );
}
