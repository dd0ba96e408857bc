// The one import of the module through which bytes come in. Marked as asynchronous: where the browser can suspend wasm (JSPI), `read`
// may give a promise, and wasm waits for it; elsewhere it gives a number.
addToLibrary({
  js_source_read__async: true,
  js_source_read__deps: ['$Emval', '$standInForJspi'],
  js_source_read: (reader, offset, pointer, length) =>
    Emval.toValue(reader).read(offset, HEAPU8.subarray(pointer, pointer + length)),

  // Where there is no JSPI (Safari, Node 20), imports are called as they are, and exports give a promise that is settled when they
  // return. Runs before the module is instantiated.
  $standInForJspi__postset: 'standInForJspi();',
  $standInForJspi: () => {
    if ('Suspending' in WebAssembly) return;
    WebAssembly.Suspending = class {
      constructor(call) {
        return call;
      }
    };
    WebAssembly.promising =
      (call) =>
      async (...values) =>
        call(...values);
  },
});
