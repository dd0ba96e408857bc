/** A size; the exact number of bytes shows on hover. */
import { useI18n } from '../../state/app.ts';

export function Bytes({ value, signed = false }: { value: number; signed?: boolean }) {
  const { format } = useI18n();
  return (
    <span class="bytes" title={`${format.number(value)} B`}>
      {signed ? format.signedBytes(value) : format.bytes(value)}
    </span>
  );
}
