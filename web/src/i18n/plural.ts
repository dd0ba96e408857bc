/** One of two words by a count, as each language tells one from many. */
export const inEnglish = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** In Portuguese zero is singular as well. */
export const inPortuguese = (count: number, one: string, many: string): string => (count < 2 ? one : many);
