import { useApp, useI18n } from '../state/app.ts';

/** Quietly at the lower edge: a newer version waits for the reader's word. */
export function UpdateNotice() {
  const { updates, inspection } = useApp();
  const { t } = useI18n();
  // The region is there from the start: a screen reader tells only what changes in it.
  return (
    <div class="update" role="status">
      {updates.ready.value && (
        <>
          <p>
            {t.update.ready} {inspection.status.value !== 'empty' && t.update.closes}
          </p>
          <button type="button" onClick={() => updates.reload()}>
            {t.update.reload}
          </button>
        </>
      )}
    </div>
  );
}
