/** A history entry in Dockerfile form, on one line that may be cut short by its box. */
import { parseInstruction } from '../../format/instruction.ts';
import { visible } from '../../format/visible.ts';
import { VisibleText } from './visible_text.tsx';

/** `fallback` is shown when no instruction was recorded. */
export function InstructionText({ createdBy, fallback }: { createdBy: string; fallback: string }) {
  const { keyword, text } = parseInstruction(createdBy);
  const line = text.replaceAll(/\s+/g, ' ');
  if (!keyword && !line) return <span class="instruction soft">{visible(fallback)}</span>;
  return (
    <code class="instruction" title={visible(`${keyword} ${line}`.slice(0, 2000))}>
      {keyword && <b>{keyword}</b>} <VisibleText text={line.slice(0, 2000)} />
    </code>
  );
}
