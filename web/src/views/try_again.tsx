/** Under a problem with an image that came from an address: the network may be back. */
import { useApp, useI18n } from '../state/app.ts';

export function TryAgain() {
  const { inspection } = useApp();
  const { t } = useI18n();
  if (!inspection.problem.value || !inspection.isFromUrl.value) return null;
  return (
    <p>
      <button type="button" onClick={() => inspection.reopen()}>
        {t.url.again}
      </button>
    </p>
  );
}
