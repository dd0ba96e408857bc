/** One descriptor of the tree: what it is, its digests with their verdicts, its document; and below it what it names. */
import { useSignal } from '@preact/signals';
import { shortDigest } from '../../format/digest.ts';
import { visible } from '../../format/visible.ts';
import type { Messages } from '../../i18n/en.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { platformName } from '../header/image_groups.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Digest } from '../parts/digest.tsx';
import { Icon } from '../parts/icon.tsx';
import { JsonBlock } from '../parts/json_block.tsx';
import { layerColour } from '../parts/layer_colour.ts';
import { VisibleText } from '../parts/visible_text.tsx';
import { Mismatch, Verdict } from '../verification/verdict.tsx';
import type { TreeNode } from './descriptor_tree.ts';

/** Which nodes are open, and which one is the chosen image. */
export interface Folding {
  chosen: string | undefined;
  isOpen(key: string): boolean;
  turn(key: string, isOpen: boolean): void;
}

interface NodesProps {
  nodes: readonly TreeNode[];
  depth: number;
  folding: Folding;
  label?: string;
}

/** An archive may name thousands of images. */
const shownAtOnce = 200;

export function DescriptorNodes({ nodes, depth, folding, label }: NodesProps) {
  const { t, format } = useI18n();
  const shown = useSignal(shownAtOnce);
  const left = nodes.length - shown.value;
  return (
    <>
      <ul aria-label={label}>
        {nodes.slice(0, shown.value).map((node) => (
          <DescriptorNode node={node} depth={depth} folding={folding} key={node.key} />
        ))}
      </ul>
      {left > 0 && (
        <button type="button" onClick={() => (shown.value += shownAtOnce)}>
          {t.facts.manifest.more(format.number(left))}
        </button>
      )}
    </>
  );
}

function DescriptorNode({ node, depth, folding }: { node: TreeNode; depth: number; folding: Folding }) {
  const { t } = useI18n();
  const isOpen = folding.isOpen(node.key);
  const isChosen = folding.chosen === node.key;
  const wrong = [...node.claims, ...node.unpackedClaims].filter(({ verdict }) => verdict === 'mismatch');
  const name = visible(nameOf(node, t));
  return (
    <li class="descriptor" data-kind={node.kind} data-missing={node.missing || undefined}>
      <div
        class="descriptor-row"
        data-part={node.kind}
        data-wrong={wrong.length > 0 || undefined}
        data-chosen={isChosen || undefined}
        style={{ '--depth': depth }}
      >
        <div class="descriptor-name">
          {node.children.length > 0 ? (
            <button
              type="button"
              class="unfold"
              aria-expanded={isOpen}
              aria-label={t.facts.manifest.parts(name)}
              onClick={() => folding.turn(node.key, !isOpen)}
            >
              <Icon name="unfold" />
            </button>
          ) : (
            <span class="unfold" />
          )}
          <Name node={node} />
        </div>
        <Types node={node} />
        <span class="descriptor-size">{node.size !== undefined && <Bytes value={node.size} />}</span>
        <Digests node={node} />
        <Notes node={node} isChosen={isChosen} name={name} />
        {wrong.map((claim) => (
          <Mismatch claim={claim} key={`${claim.subject}${claim.declaredSize}`} />
        ))}
        {node.json !== undefined && (
          <JsonBlock value={node.json} title={t.facts.manifest.document} about={name} fileName={fileNameOf(node)} />
        )}
      </div>
      {isOpen && node.children.length > 0 && (
        <DescriptorNodes nodes={node.children} depth={depth + 1} folding={folding} />
      )}
    </li>
  );
}

function nameOf(node: TreeNode, t: Messages): string {
  switch (node.kind) {
    case 'document':
      return node.path ?? '';
    case 'index':
      return t.manifest.index;
    case 'entry':
      return t.facts.manifest.entry;
    case 'manifest':
      return t.manifest.manifest;
    case 'config':
      return t.manifest.config;
    case 'layer':
      return t.manifest.layer(String(node.layer ?? 0));
    case 'blob':
      return t.facts.manifest.blob;
  }
}

/** Config and layers of the chosen image have sections of their own. */
function Name({ node }: { node: TreeNode }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const text = nameOf(node, t);
  if (node.image === inspection.imageIndex.value && node.kind === 'config') {
    return <a href={formatRoute({ section: 'config' })}>{text}</a>;
  }
  if (node.image === inspection.imageIndex.value && node.kind === 'layer') {
    const layer = node.layer ?? 0;
    return (
      <a class="layer-link" href={formatRoute({ section: 'layers', layer })} style={{ '--layer': layerColour(layer) }}>
        <i class="swatch" />
        {text}
      </a>
    );
  }
  return (
    <b>
      <VisibleText text={text} />
    </b>
  );
}

function Types({ node }: { node: TreeNode }) {
  const path = node.kind === 'document' ? undefined : node.path;
  return (
    <span class="descriptor-type">
      {node.mediaType && (
        <code class="media-type">
          <VisibleText text={node.mediaType} />
        </code>
      )}
      {path && (
        <code class="media-type">
          <VisibleText text={path} />
        </code>
      )}
    </span>
  );
}

function Digests({ node }: { node: TreeNode }) {
  const { t } = useI18n();
  const isComputed = node.kind === 'config' && node.digest && node.claims.length === 0;
  return (
    <dl class="descriptor-digests">
      {node.digest && (
        <div>
          <dt title={t.manifest.digestWhat}>{t.manifest.digest}</dt>
          <dd>
            <Digest value={node.digest} what={t.manifest.digest} />
            <Verdict claims={node.claims} />
            {isComputed && (
              <span class="soft" title={t.verification.computedHereWhat}>
                {t.verification.computedHere}
              </span>
            )}
          </dd>
        </div>
      )}
      {node.diffId && (
        <div>
          <dt title={t.manifest.diffIdWhat}>{t.manifest.diffId}</dt>
          <dd>
            <Digest value={node.diffId} what={t.manifest.diffId} />
            <Verdict claims={node.unpackedClaims} />
          </dd>
        </div>
      )}
      {node.chainId && (
        <div>
          <dt title={t.manifest.chainIdWhat}>{t.manifest.chainId}</dt>
          <dd>
            <Digest value={node.chainId} what={t.manifest.chainId} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Notes({ node, isChosen, name }: { node: TreeNode; isChosen: boolean; name: string }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const { annotations, image: index } = node;
  const isImage = (node.kind === 'manifest' || node.kind === 'entry') && index !== undefined;
  const image = isImage ? inspection.report.value?.images[index] : undefined;
  const platform = image?.kind === 'attestation' ? '' : node.platform && platformName(node.platform);
  const isCurrent = index === inspection.imageIndex.value;
  return (
    <div class="descriptor-notes">
      {image && image.kind !== 'image' && <span class="chip">{t.header.kinds[image.kind]}</span>}
      {platform && (
        <span class="chip">
          <VisibleText text={platform} />
        </span>
      )}
      {image?.names.map((imageName) => (
        <span class="descriptor-tag" key={imageName}>
          <VisibleText text={imageName} />
        </span>
      ))}
      {node.about && (
        <span class="soft">
          {t.facts.manifest.about} <code title={visible(node.about)}>{visible(shortDigest(node.about))}</code>
        </span>
      )}
      {node.missing && <span class="warning">{t.layers.states.missing}</span>}
      {isImage && isCurrent && (
        <strong class="chosen-mark" id={isChosen ? 'chosen-image' : undefined} tabIndex={-1}>
          {t.facts.manifest.chosen}
        </strong>
      )}
      {isImage && !isCurrent && (
        <button
          type="button"
          aria-label={`${t.facts.manifest.choose}: ${[name, platform].filter(Boolean).join(' ')}`}
          onClick={() => choose(inspection, index)}
        >
          {t.facts.manifest.choose}
        </button>
      )}
      {annotations.length > 0 && (
        <details>
          <summary>{t.facts.manifest.annotations(annotations.length)}</summary>
          <dl class="annotations">
            {annotations.map(([key, value], index) => (
              <div key={index}>
                <dt>
                  <VisibleText text={key} />
                </dt>
                <dd>
                  <VisibleText text={value} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

/** The section is drawn anew for the other image, without the button that had the focus. */
function choose(inspection: ReturnType<typeof useApp>['inspection'], image: number): void {
  inspection.selectImage(image);
  setTimeout(() => document.getElementById('chosen-image')?.focus());
}

function fileNameOf({ kind, path, digest }: TreeNode): string {
  if (kind === 'document' && path) return path.endsWith('.json') ? path : `${path}.json`;
  return [kind, digest && shortDigest(digest)].filter(Boolean).join('-').concat('.json');
}
