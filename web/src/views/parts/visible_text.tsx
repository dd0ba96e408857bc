/** Text from the image: hidden characters are spelled out, and its writing direction stays its own. */
import { visibleSegments } from '../../format/visible.ts';

export function VisibleText({ text, block = false }: { text: string; block?: boolean }) {
  return (
    <bdi>
      {visibleSegments(text, block).map((segment, index) =>
        segment.special ? (
          <span class="hidden-character" key={index}>
            {segment.text}
          </span>
        ) : (
          segment.text
        ),
      )}
    </bdi>
  );
}
