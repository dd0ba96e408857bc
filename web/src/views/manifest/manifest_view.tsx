/** The manifest, and all that leads to it and that it names: a tree of descriptors, and each document as it is in the archive. */
import { useSignal } from '@preact/signals';
import { useApp, useI18n } from '../../state/app.ts';
import type { ImageViewProps } from '../image_view.ts';
import { VerificationSummary } from '../verification/verification_summary.tsx';
import { DescriptorNodes, type Folding } from './descriptor_node.tsx';
import { descriptorTree, isDockerEntry, wayTo } from './descriptor_tree.ts';

export function ManifestView({ image }: ImageViewProps) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const turned = useSignal<ReadonlyMap<string, boolean>>(new Map());
  const report = inspection.report.value;
  const roots = report ? descriptorTree(report) : [];
  const way = wayTo(roots, inspection.imageIndex.value);
  const shown = new Set(way.map(({ key }) => key));
  const folding: Folding = {
    chosen: way.at(-1)?.key,
    isOpen: (key) => turned.value.get(key) ?? shown.has(key),
    turn: (key, isOpen) => (turned.value = new Map(turned.value).set(key, isOpen)),
  };
  return (
    <section class="section manifest" aria-labelledby="manifest-title">
      <h2 id="manifest-title">{t.manifest.title}</h2>
      <p class="intro">{t.manifest.intro}</p>
      {isDockerEntry(image.manifest) && <p class="intro">{t.manifest.dockerArchive}</p>}
      {image.manifest === null && <p>{t.manifest.absent}</p>}
      <VerificationSummary image={image} />
      {roots.length > 0 && (
        <div class="descriptors">
          <DescriptorNodes nodes={roots} depth={0} folding={folding} label={t.facts.manifest.tree} />
        </div>
      )}
      <dl class="legend">
        <dt>{t.manifest.digest}</dt>
        <dd>{t.manifest.digestWhat}</dd>
        <dt>{t.manifest.diffId}</dt>
        <dd>{t.manifest.diffIdWhat}</dd>
        <dt>{t.manifest.chainId}</dt>
        <dd>{t.manifest.chainIdWhat}</dd>
      </dl>
    </section>
  );
}
