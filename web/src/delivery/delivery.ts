/** What differs between the forms the page is delivered in: a site, or one file. `#delivery` is the one that is being built. */
export interface Delivery {
  /** The engine, compiled. Rejects when it cannot be had. */
  engine(): Promise<WebAssembly.Module>;
  /** Address of the service worker that keeps the page for use without a network; null: none is needed. */
  readonly serviceWorker: string | null;
  /** Address of the page as one file; null: there is none to be had. */
  readonly singleFile: string | null;
  /** Address of the documentation in English, other languages in folders below; null: there is none to be had. */
  readonly documentation: string | null;
}
