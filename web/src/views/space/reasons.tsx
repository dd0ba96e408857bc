/** Hidden bytes by the reason for which they are. */
import type { Ledger } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { reasonsOf } from './ledger_bar.tsx';

export function Reasons({ ledger }: { ledger: Ledger }) {
  const { t, format } = useI18n();
  return (
    <table class="ledger-table">
      <caption>{t.space.reasons}</caption>
      <thead>
        <tr>
          <th scope="col">{t.space.reason}</th>
          <th scope="col" class="number">
            {t.space.bytes}
          </th>
          <th scope="col" class="number">
            {t.space.filesColumn}
          </th>
        </tr>
      </thead>
      <tbody>
        {reasonsOf(ledger).map(({ reason, bytes, files }) => (
          <tr key={reason}>
            <th scope="row">
              <i class="swatch dead" data-reason={reason} />
              {t.layers.dead.reasons[reason]}
            </th>
            <td class="number">
              <Bytes value={bytes} />
            </td>
            <td class="number">{format.number(files)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
