/** From a URL to something that workers can read: by ranges where that is possible, or downloaded first. */
import type { Progress } from './contract.ts';
import { ProblemError } from './problems.ts';
import { PROGRESS_INTERVAL_MS, type SourceSpec } from './protocol.ts';
import { bodyOrFail, contentRange, fetchOrFail, isEncoded, refusalOf, strongValidator } from './url_ranges.ts';

/** What fits into this comes with the first answer, whole: nothing would be gained by asking for parts. */
const FIRST_BYTES = 1 << 20;
/** Downloaded bytes are handed to the browser in parts of this size: it keeps blobs on disk when they are many. */
const BLOB_PART = 32 << 20;

export interface Place {
  /** As it was written, relative to `base`. */
  url: string;
  /** Address of the page. */
  base: string;
  /** Whether wasm can be suspended, so that workers can wait for the network. */
  canSuspend: boolean;
}

type OnProgress = (progress: Progress) => void;

/** Rejects with a ProblemError, whose code begins with `url-`; with what `signal` was aborted with. */
export async function findUrl(place: Place, onProgress: OnProgress, signal: AbortSignal): Promise<SourceSpec> {
  const { href: url, name } = addressOf(place);
  const ask = (headers: HeadersInit) => fetchOrFail(url, { headers, signal }, 'url-unreachable');
  const whole = async (response: Response): Promise<SourceSpec> => {
    check(response);
    return { kind: 'file', name, file: new File([await download(response, onProgress, signal)], name) };
  };
  if (!place.canSuspend) return whole(await ask({}));

  const response = await ask({ Range: `bytes=0-${FIRST_BYTES - 1}` }).catch((error) => {
    // Browsers ask for ranges of what is not encoded, and refuse an answer that is (Apache encodes .tar.gz whoever asks).
    if (signal.aborted) throw error;
    return ask({});
  });
  // Of an empty file not even the first byte can be had.
  if (response.status === 416) return whole(await ask({}));
  check(response);
  const range = response.status === 206 ? contentRange(response.headers) : undefined;
  if (response.status !== 206 || (range?.first === 0 && range.last === range.size - 1)) return whole(response);
  void response.body?.cancel();
  const validator = strongValidator(response.headers);
  if (range?.first !== 0 || range.last !== FIRST_BYTES - 1 || !validator) return whole(await ask({}));
  return { kind: 'url', name, file: { url, size: range.size, validator } };
}

/** What a file at this address is called. */
export function nameOfUrl(url: string): string {
  const last =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) || url;
  try {
    return decodeURIComponent(last);
  } catch {
    // A stray %: taken literally.
    return last;
  }
}

function addressOf({ url, base }: Place): { href: string; name: string } {
  const refuse = (code: string) => new ProblemError({ code, detail: '' });
  const page = new URL(base);
  if (!/^https?:$/.test(page.protocol)) throw refuse('url-from-file');
  if (!URL.canParse(url, base)) throw refuse('url-not-found');
  const address = new URL(url, base);
  if (address.origin !== page.origin) throw refuse('url-other-origin');
  address.hash = '';
  return { href: address.href, name: nameOfUrl(address.href) };
}

function check(response: Response): void {
  if (!response.ok) throw new ProblemError(refusalOf(response));
  const type = response.headers.get('Content-Type') ?? '';
  if (/^(text\/html|application\/xhtml)/i.test(type)) {
    void response.body?.cancel();
    throw new ProblemError({ code: 'url-is-web-page', detail: `Content-Type: ${type}` });
  }
}

async function download(response: Response, onProgress: OnProgress, signal: AbortSignal): Promise<Blob> {
  const length = Number(response.headers.get('Content-Length') ?? 0);
  // Of a body that was encoded on the way nobody knows the size before its end.
  const bytesTotal = isEncoded(response.headers) ? 0 : length;
  let blob = new Blob();
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  const seal = () => {
    blob = new Blob([blob, ...pieces]);
    pieces = [];
    held = 0;
  };
  const tell = () => onProgress({ phase: 'downloading', bytesRead: blob.size + held, bytesTotal, layers: [] });
  tell();
  // By the clock and not with each piece: where the line stalls, the last piece before that is told of as well.
  const telling = setInterval(tell, PROGRESS_INTERVAL_MS);
  try {
    const reader = response.body?.getReader();
    for (;;) {
      const { done, value } = (await bodyOrFail(async () => reader?.read(), signal)) ?? { done: true };
      if (done || !value) break;
      pieces.push(value);
      held += value.length;
      if (held >= BLOB_PART) seal();
    }
  } finally {
    clearInterval(telling);
  }
  seal();
  return blob;
}
