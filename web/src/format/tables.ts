/** Rows of cells as text to take elsewhere: each row is one line, whatever its cells hold. */
type Rows = readonly (readonly string[])[];

/** Tab-separated, which spreadsheets take; tabs and line ends inside a cell are spelled out. */
export function tsvTable(rows: Rows): string {
  const spelled: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
  const cellOf = (text: string) => text.replace(/[\\\t\n\r]/g, (character) => spelled[character] ?? character);
  return rows.map((row) => row.map(cellOf).join('\t')).join('\n');
}

/** The first row is the head. */
export function markdownTable([head = [], ...rows]: Rows): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s*[\r\n]+\s*/g, ' ')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
