/** The instruction that made a layer: one line, and the whole of it when opened. Nothing where none was recorded. */
import { useSignal } from '@preact/signals';
import { parseInstruction } from '../../format/instruction.ts';
import { InstructionText } from './instruction_text.tsx';
import { VisibleText } from './visible_text.tsx';

export function InstructionFold({ createdBy }: { createdBy: string }) {
  const open = useSignal(false);
  const { keyword, text } = parseInstruction(createdBy);
  if (!keyword && !text) return null;
  return (
    <details class="instruction-fold" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>
        <InstructionText createdBy={createdBy} fallback="" />
      </summary>
      {open.value && (
        <pre tabIndex={0}>
          <VisibleText text={`${keyword} ${text}`.trim()} block />
        </pre>
      )}
    </details>
  );
}
