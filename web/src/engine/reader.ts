/** How the wasm engine gets at bytes: synchronously, block by block, from inside a worker. */

/** What `JsSource` (wasm/bindings/js_source.h) calls. `read` gives -1 where it fails: an exception must not cross wasm frames. */
export interface Reader {
  /** Bytes in all. */
  readonly size: number;
  /** Fills `into` from `offset` and gives the number of bytes read; `into` is wasm memory and must not be kept. */
  read(offset: number, into: Uint8Array): number;
}

/** Reads a File or Blob. Workers only: FileReaderSync does not exist on the main thread. */
export class BlobReader implements Reader {
  readonly size: number;
  private readonly files = new FileReaderSync();

  constructor(private readonly blob: Blob) {
    this.size = blob.size;
  }

  read(offset: number, into: Uint8Array): number {
    try {
      const part = this.blob.slice(offset, offset + into.length);
      const bytes = new Uint8Array(this.files.readAsArrayBuffer(part));
      into.set(bytes);
      return bytes.length;
    } catch {
      // NotReadableError: the file changed on disk or vanished. The engine reports `file-unreadable` with the offset.
      return -1;
    }
  }
}
