/** The image that is shipped with the page, for who has none at hand. */
import address from '#sample-image?url';

/** What the sample is called once it is open. */
export const sampleName = 'tide-tables.tar.gz';

const dataAddress = 'data:application/gzip;base64,';

/** Rejects when the page's own files cannot be reached any more. */
export async function sampleImage(): Promise<File> {
  return new File([await bytesAt(address)], sampleName);
}

async function bytesAt(url: string): Promise<BlobPart> {
  // A page that is one file may not connect to anything, not even to a data: address.
  if (url.startsWith(dataAddress)) {
    return Uint8Array.from(atob(url.slice(dataAddress.length)), (character) => character.charCodeAt(0));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.arrayBuffer();
}
