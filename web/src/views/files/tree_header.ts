/** The header row of the file tree, with a button for each order. */
import type { SortKey } from '../../engine/api.ts';
import type { I18n } from '../../i18n/index.ts';
import type { FilesModel, Sort } from '../../state/files_model.ts';
import { columns } from './tree_row.ts';

/** Where the largest, the newest, the topmost come first. */
const falling: readonly SortKey[] = ['size', 'modified', 'layer'];

export function buildHeader(model: FilesModel, { t }: I18n): HTMLElement {
  const group = document.createElement('div');
  group.className = 'tree-head';
  group.setAttribute('role', 'rowgroup');
  const row = document.createElement('div');
  row.className = 'tree-row';
  row.setAttribute('role', 'row');
  row.setAttribute('aria-rowindex', '1');
  for (const column of columns) {
    const cell = document.createElement('div');
    cell.className = `tree-${column}`;
    cell.setAttribute('role', 'columnheader');
    const label = t.files.columns[column];
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.title = t.files.sortBy(label);
    button.addEventListener('click', () => void model.setSort(nextSort(model.sort.peek(), column)));
    cell.dataset.key = column;
    cell.append(button);
    row.append(cell);
  }
  group.append(row);
  return group;
}

export function showSort(header: HTMLElement, sort: Sort): void {
  for (const cell of header.querySelectorAll<HTMLElement>('[data-key]')) {
    const direction = cell.dataset.key === sort.key ? (sort.descending ? 'descending' : 'ascending') : 'none';
    cell.setAttribute('aria-sort', direction);
  }
}

/** The same column again turns the order round. */
function nextSort(current: Sort, key: SortKey): Sort {
  if (current.key === key) return { key, descending: !current.descending };
  return { key, descending: falling.includes(key) };
}
