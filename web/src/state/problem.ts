/** Whatever was thrown, as a problem the page can word. The engine rejects with its own problems. */
import { type Problem, ProblemError } from '../engine/api.ts';

export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  // What an AbortSignal rejects with.
  if (error instanceof DOMException && error.name === 'AbortError') return { code: 'cancelled', detail: '' };
  return { code: 'worker-failed', detail: String(error) };
}
