/* Says in words what a browser lacks. Written for any browser: in an old one the page itself would stop at its first line. */
(function () {
  // A function with a SIMD instruction (i8x16.splat) in it.
  var simd = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];
  // What came last to browsers stands for all that came before it: module workers, for one.
  var tests = {
    WebAssembly: function () {
      return typeof WebAssembly === 'object';
    },
    'WebAssembly SIMD': function () {
      return WebAssembly.validate(new Uint8Array(simd));
    },
    'AbortSignal.any': function () {
      return typeof AbortSignal.any === 'function';
    },
    DecompressionStream: function () {
      return typeof DecompressionStream === 'function';
    },
    Worker: function () {
      return typeof Worker === 'function';
    },
  };
  var missing = [];
  for (var name in tests) {
    try {
      if (!tests[name]()) missing.push(name);
    } catch (_error) {
      missing.push(name);
    }
  }
  if (missing.length === 0) return;
  // main.tsx then leaves the page as it is.
  document.documentElement.setAttribute('data-missing', missing.join(', '));
  var places = document.querySelectorAll('#too-old .missing');
  for (var i = 0; i < places.length; i++) places[i].textContent = missing.join(', ');
  document.getElementById('too-old').removeAttribute('hidden');
  document.getElementById('app').setAttribute('hidden', '');
})();
