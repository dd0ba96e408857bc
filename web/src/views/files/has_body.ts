import type { EntryType } from '../../engine/api.ts';

/** Whether an entry of this type has bytes to show: hard links share those of their file. */
export const hasBody = (type: EntryType): boolean => type === 'file' || type === 'hardlink';
