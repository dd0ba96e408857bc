/** An entry of a layer, as tests/cases/README.md describes it; names, texts and targets have one character for each byte. */
export interface CaseEntry {
  type: 'f' | 'd' | 'l' | 'h' | 'c' | 'b' | 'p';
  path: string;
  link?: string;
  mode: number;
  uid: number;
  gid: number;
  mtime: string;
  text?: string;
  size?: number;
  fill?: string;
  /** `major,minor` */
  dev?: string;
  xattrs?: Record<string, string>;
  pax?: [key: string, value: string][];
  format?: 'ustar' | 'pax' | 'gnu';
  sparse?: [offset: number, length: number][];
  sparseFormat?: 'gnu' | 'pax00' | 'pax01' | 'pax10';
}

export function tarEntry(entry: CaseEntry): Buffer;
export function storedBytes(entry: CaseEntry): number;
export function outerEntry(record: { path: string; data: Buffer; link?: string | undefined }): Buffer;
export const END_OF_ARCHIVE: Buffer;
