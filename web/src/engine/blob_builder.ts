/** Puts a Blob together from pieces as they come; large ones need not fit into memory. */

/** Bytes are handed to the browser in parts of this size: it keeps blobs on disk when they are many. */
const PART_BYTES = 32 << 20;

export class BlobBuilder {
  private blob = new Blob();
  private pieces: Uint8Array<ArrayBuffer>[] = [];
  private held = 0;
  /** Bytes so far. */
  size = 0;

  add(piece: Uint8Array): void {
    this.pieces.push(piece as Uint8Array<ArrayBuffer>);
    this.held += piece.length;
    this.size += piece.length;
    if (this.held >= PART_BYTES) this.seal();
  }

  finish(): Blob {
    this.seal();
    return this.blob;
  }

  private seal(): void {
    this.blob = new Blob([this.blob, ...this.pieces]);
    this.pieces = [];
    this.held = 0;
  }
}
