// Runs whole programs for the benchmarks, and measures them.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../tools/image-anatomy', import.meta.url));

/** A text as one word of a shell command.
 * @param {string} text */
export const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Ours, as a shell command: everything there is to know about an image.
 * @param {string} image */
export const inspect = (image) => `${quote(program)} inspect --json ${quote(image)}`;

/**
 * Wall seconds of a shell command, the megabytes of its largest process as GNU time tells, and its exit code.
 *
 * @param {string} command
 */
export function measure(command) {
  const begin = performance.now();
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%M', 'bash', '-c', `{ ${command}; } >/dev/null 2>&1`], { maxBuffer: 1 << 26 });
  const seconds = (performance.now() - begin) / 1000;
  if (status === null) throw new Error('GNU time is missing, or was ended by a signal.');
  const kilobytes = Number(stderr.toString().trim().split('\n').at(-1));
  return { seconds, megabytes: (kilobytes * 1024) / 1e6, exit: status };
}

/**
 * The figures of a shell command; undefined where it fails.
 *
 * @param {string} command
 */
export function run(command) {
  const { exit, ...figures } = measure(command);
  return exit === 0 ? figures : undefined;
}
