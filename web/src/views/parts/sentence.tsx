/** A sentence of the catalogue with parts that are more than text: `A container runs {command} as {user}.` */
import { type ComponentChildren, Fragment } from 'preact';

export function Sentence({ text, parts }: { text: string; parts: Record<string, ComponentChildren> }) {
  return (
    <>
      {text.split(/\{(\w+)\}/).map((piece, index) => (
        <Fragment key={index}>{index % 2 === 0 ? piece : parts[piece]}</Fragment>
      ))}
    </>
  );
}
