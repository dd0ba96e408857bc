/** The image as `docker images --digests` lists it: one line for each name. */
import type { ImageReport } from '../../engine/api.ts';
import { splitName } from '../../format/image_name.ts';
import { tsvTable } from '../../format/tables.ts';
import { useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { CopyButton } from '../parts/copy_button.tsx';
import { Digest } from '../parts/digest.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { dockerSize } from './docker_inspect.ts';

export function ImagesList({ image }: { image: ImageReport }) {
  const { t, format } = useI18n();
  const words = t.facts.list;
  const { config: imageId, manifest, index } = image.digests;
  const digest = index ?? manifest;
  const size = dockerSize(image);
  const created = image.config?.created ?? '';
  const names = image.names.length > 0 ? image.names.map(splitName) : [{ repository: '', tag: '' }];
  const head = [words.repository, words.tag, words.digest, words.imageId, words.created, words.size];
  const lines = names.map(({ repository, tag }) => [repository, tag, digest, imageId, created, size]);
  const text = tsvTable([head, ...lines.map((line) => line.map((cell) => String(cell || words.none)))]);
  const value = (value: string | undefined, what: string) =>
    value ? <Digest value={value} what={what} /> : words.none;
  return (
    <details class="images-list">
      <summary>{words.title}</summary>
      <div class="tools">
        <CopyButton text={text} what={words.name} />
      </div>
      <div class="scrolls" tabIndex={0} role="region" aria-label={words.title}>
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map(({ repository, tag }, line) => (
              <tr key={line}>
                <td>
                  <VisibleText text={repository || words.none} />
                </td>
                <td>
                  <VisibleText text={tag || words.none} />
                </td>
                <td>{value(digest, words.digest)}</td>
                <td>{value(imageId, words.imageId)}</td>
                <td>{created && format.timestamp(created)}</td>
                <td class="number">{size === undefined ? '…' : <Bytes value={size} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
