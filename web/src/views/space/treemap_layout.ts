/** From tiles to rectangles: which are drawn, where, and which directories are frames around what is in them. */
import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { TreemapModel } from './treemap_model.ts';

export interface TileBox {
  /** Of the tile in the model. */
  index: number;
  depth: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** A directory around others; its own strip is at the top. */
  isFrame: boolean;
}

/** Height of the strip with the name of a directory. */
export const stripHeight = 20;
/** A directory that is smaller than this is drawn as one tile. */
const smallestFrame = { width: 84, height: 64 };
/** What is narrower than this cannot be seen or hit. */
const smallestTile = 4;
const gap = 1;
const margin = 3;

interface Datum {
  index: number;
  children: Datum[];
}

/** Frames come before what is in them. The first tile is the whole and no box. */
export function layOut(model: TreemapModel, width: number, height: number): TileBox[] {
  if (width <= 0 || height <= 0 || model.root.bytes === 0) return [];
  const datum = (index: number): Datum => ({ index, children: model.childrenOf(index).map(datum) });
  const root = hierarchy(datum(0))
    .sum((each) => (each.children.length === 0 ? model.tile(each.index).bytes : 0))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const isFrame = (node: { x0: number; x1: number; y0: number; y1: number }) =>
    node.x1 - node.x0 >= smallestFrame.width && node.y1 - node.y0 >= smallestFrame.height;
  const placed = treemap<Datum>()
    .tile(treemapSquarify.ratio(1.3))
    .size([width, height])
    .round(true)
    .paddingInner(gap)
    .paddingOuter((node) => (node.depth === 0 ? 0 : margin))
    .paddingTop((node) => (node.depth === 0 ? 0 : isFrame(node) ? stripHeight : 0))(root);

  const boxes: TileBox[] = [];
  const visit = (node: typeof placed) => {
    const box = { x: node.x0, y: node.y0, width: node.x1 - node.x0, height: node.y1 - node.y0 };
    if (box.width < smallestTile || box.height < smallestTile) return;
    const frame = node.children !== undefined && isFrame(node);
    if (node.depth > 0) boxes.push({ index: node.data.index, depth: node.depth, ...box, isFrame: frame });
    if (node.depth === 0 || frame) for (const child of node.children ?? []) visit(child);
  };
  visit(placed);
  return boxes;
}
