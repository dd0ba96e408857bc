/**
 * Parts of a file behind a URL. A server's answer is taken only if it says that it is the part asked for, of the very file that was
 * opened: anything else would put wrong bytes into the image.
 */
import { ProblemError } from './problems.ts';

/** A file whose server gives parts of it. Can be posted to workers. */
export interface RemoteFile {
  url: string;
  size: number;
  validator: Validator;
}

/** What changes whenever the file does. */
export interface Validator {
  header: 'ETag' | 'Last-Modified';
  value: string;
}

/** The one that identifies each byte (RFC 9110, 8.8): only with such a one can parts be put together. */
export function strongValidator(headers: Headers): Validator | undefined {
  const etag = headers.get('ETag');
  // A weak one begins with W/.
  if (etag?.startsWith('"')) return { header: 'ETag', value: etag };
  const modified = headers.get('Last-Modified');
  const age = Date.parse(headers.get('Date') ?? '') - Date.parse(modified ?? '');
  // Within the second of its date a file may have changed again.
  return modified && age >= 1000 ? { header: 'Last-Modified', value: modified } : undefined;
}

export interface ContentRange {
  first: number;
  last: number;
  size: number;
}

/** Undefined for several parts at once, for encoded ones, and where the size of the whole is not told. */
export function contentRange(headers: Headers): ContentRange | undefined {
  if (isEncoded(headers)) return undefined;
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('Content-Range') ?? '') ?? [];
  return size === undefined ? undefined : { first: Number(first), last: Number(last), size: Number(size) };
}

/** The browser has unpacked what it gives; lengths and ranges in the headers are about something else then. */
export function isEncoded(headers: Headers): boolean {
  return !['', 'identity'].includes((headers.get('Content-Encoding') ?? '').trim().toLowerCase());
}

/**
 * The bytes `first` to `last`. Rejects with a ProblemError: `source-changed`, `url-ranges-broken`, `url-interrupted`, or as
 * refusalOf() says; with what `signal` was aborted with.
 */
export async function fetchRange(
  { url, size, validator }: RemoteFile,
  first: number,
  last: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const headers = { Range: `bytes=${first}-${last}`, 'If-Range': validator.value };
  const response = await fetchOrFail(url, { headers, signal }, 'url-interrupted');
  const give = (code: string, detail: string) => {
    response.body?.cancel().catch(() => undefined);
    return new ProblemError({ code, detail, offset: first });
  };
  const isSame = response.headers.get(validator.header) === validator.value;
  if (response.status === 412 || response.status === 416) throw give('source-changed', `HTTP ${response.status}`);
  if (response.status === 200) {
    throw isSame
      ? give('url-ranges-broken', 'The server sent the whole file.')
      : give('source-changed', `${validator.header}: ${response.headers.get(validator.header)}`);
  }
  if (response.status !== 206) {
    const { code, detail } = refusalOf(response);
    throw give(code, detail);
  }
  const range = contentRange(response.headers);
  if (!isSame || (range && range.size !== size)) throw give('source-changed', 'Another version was sent.');
  if (range?.first !== first || range.last !== last) {
    throw give('url-ranges-broken', `Content-Range: ${response.headers.get('Content-Range')}`);
  }
  const bytes = await bodyOrFail(() => response.arrayBuffer(), signal);
  if (bytes.byteLength !== last - first + 1) throw give('url-ranges-broken', `${bytes.byteLength} bytes were sent.`);
  return new Uint8Array(bytes);
}

/** fetch() that never leaves the page's origin, by redirects neither. A network that fails is a problem with this code. */
export async function fetchOrFail(url: string, init: RequestInit, code: string): Promise<Response> {
  try {
    return await fetch(url, { ...init, mode: 'same-origin' });
  } catch (error) {
    throw init.signal?.aborted ? error : new ProblemError({ code, detail: String(error) });
  }
}

/** Reading a body fails where the network goes, and where the server sends less than it said. */
export async function bodyOrFail<Value>(read: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw signal.aborted ? error : new ProblemError({ code: 'url-interrupted', detail: String(error) });
  }
}

/** An answer that is no file: `url-not-found`, `url-refused`. */
export function refusalOf({ status, statusText }: Response): { code: string; detail: string } {
  const code = status === 404 || status === 410 ? 'url-not-found' : 'url-refused';
  return { code, detail: `HTTP ${status} ${statusText}`.trim() };
}
