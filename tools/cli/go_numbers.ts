/** Numbers as the Go programs read them that `.dive-ci` is written for: strconv.ParseFloat and go-humanize's ParseBytes. */

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const hexadecimal = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/i;
const special = /^(?:nan|[+-]?inf(?:inity)?)$/i;
/** Between digits; in hexadecimal also after the prefix. */
const underscores = { decimal: /(?<=\d)_(?=\d)/g, hexadecimal: /(?<=[0-9a-fx])_(?=[0-9a-f])/gi };

/** The number, or null for what ParseFloat rejects: other syntax, spaces around it, a value out of a double's range. */
export function parseFloat64(text: string): number | null {
  if (special.test(text)) return Number(/nan/i.test(text) ? Number.NaN : `${text.startsWith('-') ? '-' : ''}Infinity`);
  const value = /^[+-]?0x/i.test(text)
    ? hexadecimalValue(text.replace(underscores.hexadecimal, ''))
    : decimalValue(text.replace(underscores.decimal, ''));
  return value !== null && Number.isFinite(value) ? value : null;
}

const decimalValue = (text: string) => (decimal.test(text) ? Number(text) : null);

/** `0x1.8p-1`: the exponent is of two, and has to be there. */
function hexadecimalValue(text: string): number | null {
  const [, sign, whole = '', fraction = '', exponent] = hexadecimal.exec(text) ?? [];
  if (whole + fraction === '') return null;
  const mantissa = Number(BigInt(`0x${whole}${fraction}`));
  const value = mantissa === 0 ? 0 : mantissa * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}

const units: Record<string, number> = { '': 1, b: 1 };
for (const [power, letter] of [...'kmgtpe'].entries()) {
  units[letter] = units[`${letter}b`] = 1000 ** (power + 1);
  units[`${letter}i`] = units[`${letter}ib`] = 1024 ** (power + 1);
}

/** `20MB`, `1.5 GiB`, `1,024`: the number of bytes, cut to a whole one, or null for what ParseBytes rejects. No sign, no exponent. */
export function parseBytes(text: string): number | null {
  const number = /^[\d.,]*/.exec(text)?.[0] ?? '';
  const count = parseFloat64(number.replaceAll(',', ''));
  const unit = text.slice(number.length).trim().toLowerCase();
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (count === null || factor === undefined || count * factor >= 2 ** 64) return null;
  return Math.trunc(count * factor);
}
