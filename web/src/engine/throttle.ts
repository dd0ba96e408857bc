/** Lets a call through at most once in `intervalMs`, and always the first. */
export function throttled<Args extends unknown[]>(intervalMs: number, call: (...args: Args) => void) {
  let last = Number.NEGATIVE_INFINITY;
  return (...args: Args): void => {
    const now = performance.now();
    if (now - last < intervalMs) return;
    last = now;
    call(...args);
  };
}
