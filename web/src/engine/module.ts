/** The compiled engine: compiled once by the host, instantiated in each worker. */
import createModule, { type ImageInspector as EmittedInspector, type MainModule } from '#engine-module';

/** Bindings that read bytes may wait for them; Embind's emitted types leave the promise out. */
type Waiting<Call> = Call extends (...args: infer Args) => infer Result ? (...args: Args) => Promise<Result> : never;

export interface ImageInspector extends Omit<EmittedInspector, 'openTar' | 'openFolder'> {
  openTar: Waiting<EmittedInspector['openTar']>;
  openFolder: Waiting<EmittedInspector['openFolder']>;
}

export interface Engine {
  ImageInspector: new () => ImageInspector;
  scanLayers: Waiting<MainModule['scanLayers']>;
  hashBodies: Waiting<MainModule['hashBodies']>;
  hashBlobs: Waiting<MainModule['hashBlobs']>;
  readEntry: Waiting<MainModule['readEntry']>;
  exportTree: Waiting<MainModule['exportTree']>;
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
