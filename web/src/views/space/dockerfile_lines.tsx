/** Lines to write in a Dockerfile, with a button that copies them. */
import { useI18n } from '../../state/app.ts';
import { CopyButton } from '../parts/copy_button.tsx';
import { VisibleText } from '../parts/visible_text.tsx';

export function DockerfileLines({ code }: { code: string }) {
  const { t } = useI18n();
  return (
    <div class="with-copy">
      <pre tabIndex={0}>
        <VisibleText text={code} block />
      </pre>
      <CopyButton text={code} what={t.space.dockerfile} />
    </div>
  );
}
