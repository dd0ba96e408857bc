/** `image-anatomy export`: a tar of the tree, or of what is at a path and below, on standard output. */
import type { LostFile } from '../../web/src/engine/api.ts';
import { ProblemError } from '../../web/src/engine/problems.ts';
import { layerOf } from './layers.ts';
import { type Choice, withImage } from './opened_image.ts';
import { outputIsTerminal, print } from './output.ts';
import { problemSentence } from './problem_sentence.ts';
import { safe } from './text.ts';
import { WrongUsage } from './wrong_usage.ts';

export interface ExportOptions extends Choice {
  path?: string | undefined;
  at?: number | undefined;
}

export function exportTree(image: string, { path = '/', at, ...choice }: ExportOptions): Promise<void> {
  if (outputIsTerminal) throw new WrongUsage('export writes a tar, which a terminal cannot show: redirect it.');
  return withImage(image, choice, async (opened, chosen) => {
    let last: LostFile | undefined;
    const onLost = (lost: LostFile) => {
      last = lost;
      const how = lost.cut ? 'is cut and filled with zeros' : 'is missing';
      process.stderr.write(`image-anatomy: ${safe(lost.path)} ${how}: ${problemSentence(lost)}\n`);
    };
    await opened.exportTree(path, layerOf(chosen, at), print, onLost);
    if (last) throw new ProblemError({ code: last.code, detail: 'The tar has all other files.' });
  });
}
