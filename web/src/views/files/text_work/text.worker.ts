/** Colours and compares texts out of the page's way: what strangers wrote may take a grammar any time. */
import { highlight } from './highlight.ts';
import { diffOf } from './line_diff.ts';
import type { Task } from './task.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
scope.onmessage = ({ data: { name, args } }: MessageEvent<Task>) => {
  scope.postMessage(name === 'diff' ? diffOf(args.before, args.after) : highlight(args.name, args.text));
};
