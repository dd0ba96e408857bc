/** The image's name and platform; each becomes a choice when the archive has several. */
import type { ImageReport } from '../../engine/api.ts';
import { shortDigest } from '../../format/digest.ts';
import { visible } from '../../format/visible.ts';
import type { Messages } from '../../i18n/en.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { VisibleText } from '../parts/visible_text.tsx';
import { groupImages, type ImageGroup, isAbsent, platformName } from './image_groups.ts';

export function ImageChooser({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const groups = groupImages(inspection.report.value?.images ?? []);
  const group = groups.find(({ members }) => members.includes(inspection.imageIndex.value));
  return (
    <div class="chooser">
      {groups.length > 1 ? <NameChoice groups={groups} group={group} /> : <Name image={image} />}
      {group && group.members.length > 1 ? <PlatformChoice group={group} /> : <Platform image={image} />}
      {image.kind !== 'image' && <span class="chip">{t.header.kinds[image.kind]}</span>}
    </div>
  );
}

function Name({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const others = image.names.slice(1).map(visible).join(', ');
  return (
    <h1 class="image-title" id="image-name" title={others && t.header.alsoNamed(others)}>
      {/* An archive of one nameless image is best known by its file. */}
      <VisibleText text={image.names[0] ?? inspection.sourceName.value} />
      {image.names.length > 1 && <span class="soft"> +{image.names.length - 1}</span>}
    </h1>
  );
}

function NameChoice({ groups, group }: { groups: ImageGroup[]; group: ImageGroup | undefined }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const name = ({ name: text }: ImageGroup) => visible(text || t.header.unnamed);
  const label = (candidate: ImageGroup) => {
    const only =
      candidate.members.length === 1 ? inspection.report.value?.images[candidate.members[0] ?? 0] : undefined;
    return [name(candidate), only && remark(only, t)].filter(Boolean).join(' · ');
  };
  return (
    <>
      <h1 class="visually-hidden" id="image-name">
        {group && name(group)}
      </h1>
      <select
        class="image-name-choice"
        id="image-choice"
        aria-label={t.header.image}
        value={group ? groups.indexOf(group) : 0}
        onChange={(event) => inspection.selectImage(groups[Number(event.currentTarget.value)]?.members[0] ?? 0)}
      >
        {groups.map((candidate, index) => (
          <option value={index} key={index}>
            {label(candidate)}
          </option>
        ))}
      </select>
    </>
  );
}

function Platform({ image }: { image: ImageReport }) {
  const { t } = useI18n();
  const name = platformName(image.platform);
  if (!name) return null;
  return (
    <span class="chip" id="platform" title={t.header.platform}>
      <VisibleText text={name} />
    </span>
  );
}

function PlatformChoice({ group }: { group: ImageGroup }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const label = (image: ImageReport | undefined) => {
    if (!image) return '';
    // Attestations are of platform unknown/unknown, all of them.
    if (image.kind !== 'image') return remark(image, t);
    return [visible(platformName(image.platform)), remark(image, t)].filter(Boolean).join(' · ');
  };
  return (
    <select
      class="chip"
      id="platform-choice"
      aria-label={t.header.platform}
      value={inspection.imageIndex.value}
      onChange={(event) => inspection.selectImage(Number(event.currentTarget.value))}
    >
      {group.members.map((member) => (
        <option value={member} key={member}>
          {label(inspection.report.value?.images[member])}
        </option>
      ))}
    </select>
  );
}

/** What sets an entry of the list apart from an ordinary image that can be opened. */
function remark(image: ImageReport, t: Messages): string {
  if (image.kind !== 'image')
    return `${t.header.kinds[image.kind]} ${shortDigest(image.digests.manifest ?? '')}`.trim();
  return isAbsent(image) ? t.header.absent : '';
}
