/** The conditions beside the pattern: what changed, and how large. An address may ask for what is not among the usual choices. */
import type { ChangeStatus, RowFilter } from '../../engine/api.ts';
import type { I18n } from '../../i18n/index.ts';
import { useI18n } from '../../state/app.ts';
import { changeStatuses } from '../../state/filter_parameters.ts';

interface ChoiceProps {
  filter: RowFilter;
  onChoose(filter: RowFilter): void;
}

const differing: readonly ChangeStatus[] = ['added', 'modified', 'removed'];
const usualChanges: readonly (readonly ChangeStatus[])[] = [[], differing, ...changeStatuses.map((status) => [status])];

export function ChangeChoice({ filter, onChoose }: ChoiceProps) {
  const { t } = useI18n();
  const label = (changes: readonly ChangeStatus[]) => {
    if (changes.length === 0) return t.filter.anyChange;
    if (changes.length === differing.length && !changes.includes('unmodified')) return t.filter.changed;
    return changes.map((status) => t.files.changeNames[status]).join(', ');
  };
  const value = filter.changes.join();
  const choices = withOwn(usualChanges, filter.changes, (changes) => changes.join() === value);
  return (
    <select
      id="filter-change"
      aria-label={t.filter.change}
      value={value}
      onChange={({ currentTarget }) =>
        onChoose({ ...filter, changes: changeStatuses.filter((each) => currentTarget.value.split(',').includes(each)) })
      }
    >
      {choices.map((changes) => (
        <option key={changes.join()} value={changes.join()}>
          {label(changes)}
        </option>
      ))}
    </select>
  );
}

type Bounds = Pick<RowFilter, 'minSize' | 'maxSize'>;

const usualBounds: readonly Bounds[] = [
  {},
  { minSize: 10_000 },
  { minSize: 100_000 },
  { minSize: 1_000_000 },
  { minSize: 10_000_000 },
  { minSize: 100_000_000 },
  { maxSize: 0 },
];
const nameOf = ({ minSize, maxSize }: Bounds) => `${minSize ?? ''}-${maxSize ?? ''}`;

export function SizeChoice({ filter, onChoose }: ChoiceProps) {
  const i18n = useI18n();
  const { minSize, maxSize, ...rest } = filter;
  const own = { ...(minSize !== undefined && { minSize }), ...(maxSize !== undefined && { maxSize }) };
  const choices = withOwn(usualBounds, own, (bounds) => nameOf(bounds) === nameOf(own));
  return (
    <select
      id="filter-size"
      aria-label={i18n.t.filter.size}
      value={nameOf(own)}
      onChange={({ currentTarget }) =>
        onChoose({ ...rest, ...choices.find((bounds) => nameOf(bounds) === currentTarget.value) })
      }
    >
      {choices.map((bounds) => (
        <option key={nameOf(bounds)} value={nameOf(bounds)}>
          {boundsLabel(bounds, i18n)}
        </option>
      ))}
    </select>
  );
}

function boundsLabel({ minSize, maxSize }: Bounds, { t, format }: I18n): string {
  if (maxSize === undefined) return minSize ? t.filter.atLeast(format.bytes(minSize)) : t.filter.anySize;
  if (maxSize === 0) return t.filter.empty;
  return minSize
    ? t.filter.between(format.bytes(minSize), format.bytes(maxSize))
    : t.filter.atMost(format.bytes(maxSize));
}

function withOwn<Choice>(usual: readonly Choice[], own: Choice, isOwn: (choice: Choice) => boolean): readonly Choice[] {
  return usual.some(isOwn) ? usual : [...usual, own];
}
