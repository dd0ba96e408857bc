import { expect, test } from 'vitest';
import { ProblemError, problemOfException } from './problems.ts';

const codeOf = (error: unknown) => problemOfException(error).code;

test.each([
  new RangeError('out of memory'),
  new RangeError('WebAssembly.Memory(): could not allocate memory'),
  new RangeError('Array buffer allocation failed'),
  'Uncaught RangeError: WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance',
  'out of memory',
  new Error('allocation size overflow'),
])('%s is memory at its end', (error) => expect(codeOf(error)).toBe('out-of-memory'));

test.each([
  new WebAssembly.RuntimeError('Aborted(native code called abort())'),
  new WebAssembly.RuntimeError('memory access out of bounds'),
  new WebAssembly.RuntimeError('unreachable'),
  new RangeError('Maximum call stack size exceeded'),
  new TypeError('x is not a function'),
])('%s is a bug', (error) => expect(codeOf(error)).toBe('worker-failed'));

test('a problem stays what it is', () => {
  const problem = { code: 'no-image', detail: 'x' };
  expect(problemOfException(new ProblemError(problem))).toBe(problem);
});
