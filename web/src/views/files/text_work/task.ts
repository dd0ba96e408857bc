/** What the text worker is asked and what it answers. */
import type { Highlighted } from './highlight.ts';
import type { LineDiff } from './line_diff.ts';

export interface Tasks {
  highlight: { args: { name: string; text: string }; result: Highlighted | null };
  diff: { args: { before: string; after: string }; result: LineDiff | null };
}

export type TaskName = keyof Tasks;
export type Task = { [Name in TaskName]: { name: Name; args: Tasks[Name]['args'] } }[TaskName];
