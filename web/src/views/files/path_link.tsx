/** A path of the image as a link to it, at the point of view of the page. */
import { useApp, useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { VisibleText } from '../parts/visible_text.tsx';

export function PathLink({ path, text = path }: { path: string; text?: string }) {
  const { router } = useApp();
  const { t } = useI18n();
  return (
    <a href={formatRoute({ ...router.route.value, section: 'files', path })} title={t.details.follow}>
      <code>
        <VisibleText text={text} />
      </code>
    </a>
  );
}
