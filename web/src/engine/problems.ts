/** Failures of the engine and of its workers as the problems that views word. */
import type { OutcomeValue } from '#engine-module';
import type { Problem } from './contract.ts';

/** A failure as an exception, where a promise has to carry it. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ? `${problem.code}: ${problem.detail}` : problem.code);
  }
}

/** What the engine says went wrong. */
export function problemOf({ code, detail, offset }: OutcomeValue): Problem {
  return { code, detail, ...(offset >= 0 && { offset }) };
}

/** An exception out of a worker, or the words of one: memory at its end, a bug, or a module that could not start. */
export function problemOfException(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  return { code: isOutOfMemory(error, detail) ? 'out-of-memory' : 'worker-failed', detail };
}

/**
 * The engine throws a RangeError where memory ends (bindings.cc), as V8 and JavaScriptCore do for wasm memory and buffers that cannot be
 * had; SpiderMonkey has words of its own for some of them. Any other abort of wasm is a bug.
 */
function isOutOfMemory(error: unknown, detail: string): boolean {
  if (/call stack|too much recursion/i.test(detail)) return false;
  return (
    error instanceof RangeError || /out of memory|could not allocate|allocation (failed|size overflow)/i.test(detail)
  );
}
