/** The engine: compiled once by the host, instantiated in each worker. */
import createModule, { type ImageInspector as EmittedInspector, type MainModule } from '#engine-module';
import type { Prepare } from './protocol.ts';

/** Bindings that read bytes may wait for them; Embind's emitted types leave the promise out. */
type Waiting<Call> = Call extends (...args: infer Args) => infer Result ? (...args: Args) => Promise<Result> : never;

export interface ImageInspector extends Omit<EmittedInspector, 'openTar' | 'openFolder'> {
  openTar: Waiting<EmittedInspector['openTar']>;
  openFolder: Waiting<EmittedInspector['openFolder']>;
}

export interface Engine {
  ImageInspector: new () => ImageInspector;
  readTocs: Waiting<MainModule['readTocs']>;
  scanLayers: Waiting<MainModule['scanLayers']>;
  hashBodies: Waiting<MainModule['hashBodies']>;
  hashBlobs: Waiting<MainModule['hashBlobs']>;
  readEntry: Waiting<MainModule['readEntry']>;
  exportTree: Waiting<MainModule['exportTree']>;
}

/** A worker's: its first message makes it ready, and all others wait for it. */
export class OwnEngine {
  /** Rejects when there is no memory for it. */
  readonly ready: Promise<Engine>;
  private begin: (engine: Promise<Engine>) => void = () => undefined;

  constructor() {
    this.ready = new Promise((resolve) => {
      this.begin = resolve;
    });
    // Told to whoever waits for it.
    this.ready.catch(() => undefined);
  }

  /** Rejects as `ready` does. */
  async prepare({ compiled }: Prepare): Promise<void> {
    this.begin(instantiateEngine(compiled));
    await this.ready;
  }
}

/** An instance of its own, with its own memory. Rejects with what WebAssembly.instantiate() throws. */
export function instantiateEngine(compiled: WebAssembly.Module): Promise<Engine> {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      WebAssembly.instantiate(compiled, imports).then(done, reject);
      return {};
    };
    createModule({ instantiateWasm }).then((module) => resolve(module as unknown as Engine), reject);
  });
}
