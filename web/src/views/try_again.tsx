/** Under a problem with an image that came from an address: the network may be back, the file may be there by now. */
import { useApp, useI18n } from '../state/app.ts';

/** What no second try makes better. */
const final = ['url-other-origin', 'url-from-file'];

export function TryAgain() {
  const { inspection } = useApp();
  const { t } = useI18n();
  const problem = inspection.problem.value;
  if (!problem || !inspection.isFromUrl.value || final.includes(problem.code)) return null;
  return (
    <p>
      <button type="button" onClick={() => inspection.reopen()}>
        {t.url.again}
      </button>
    </p>
  );
}
