/** The compiled engine: compiled once by the host, instantiated in each worker. */
import createModule, { type MainModule } from '#engine-module';

export type Engine = MainModule;

/** An instance of its own, with its own memory. Rejects with what WebAssembly.instantiate() throws. */
export function instantiateEngine(compiled: WebAssembly.Module): Promise<Engine> {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      WebAssembly.instantiate(compiled, imports).then(done, reject);
      return {};
    };
    createModule({ instantiateWasm }).then(resolve, reject);
  });
}
