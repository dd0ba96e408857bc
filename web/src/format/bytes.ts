/** Byte sizes in the one notation of the page: decimal units, three significant digits, exact number on hover. */

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const noBreakSpace = '\u00a0';

export function formatBytes(bytes: number, locale: string): string {
  let value = Math.abs(bytes);
  let unit = 0;
  // 999.5 would be rounded to 1000: it belongs to the next unit already.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value);
  return `${bytes < 0 ? '−' : ''}${digits}${noBreakSpace}${units[unit]}`;
}

/** With a sign in front, also a plus: for what a layer adds to or takes from the tree. */
export function formatSignedBytes(bytes: number, locale: string): string {
  return (bytes > 0 ? '+' : '') + formatBytes(bytes, locale);
}
