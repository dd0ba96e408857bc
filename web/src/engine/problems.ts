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

/** An exception out of a worker: wasm memory at its end, or a module that could not start. */
export function problemOfException(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  // Emscripten aborts without exceptions: V8 and SpiderMonkey word running out of memory differently.
  return { code: /memory|allocation|abort/i.test(detail) ? 'out-of-memory' : 'worker-failed', detail };
}
