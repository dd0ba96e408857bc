/** Argument vectors as a line one can paste into a POSIX shell. */

export function quoteArgument(argument: string): string {
  if (/^[\w@%+=:,./-]+$/.test(argument)) return argument;
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}

export function commandLine(...vectors: (readonly string[] | null | undefined)[]): string {
  return vectors
    .flatMap((vector) => vector ?? [])
    .map(quoteArgument)
    .join(' ');
}
