/** The tiles of one directory as the engine gave them, with their paths and what lies in each. */
import type { TreemapTile } from '../../engine/api.ts';

export class TreemapModel {
  readonly #paths: string[] = [];
  readonly #children: number[][] = [];

  /** `path` is that of the first tile, with a leading `/`. */
  constructor(
    readonly path: string,
    readonly tiles: readonly TreemapTile[],
  ) {
    for (const [index, tile] of tiles.entries()) {
      const above = this.#paths[tile.parent];
      this.#paths.push(above === undefined ? path : isRest(tile) ? above : joinPath(above, tile.name));
      this.#children.push([]);
      this.#children[tile.parent]?.push(index);
    }
    for (const list of this.#children) list.sort((a, b) => this.#compare(a, b));
  }

  get root(): TreemapTile {
    return this.tile(0);
  }

  tile(index: number): TreemapTile {
    const tile = this.tiles[index];
    if (!tile) throw new RangeError(`There is no tile ${index}.`);
    return tile;
  }

  /** Of a rest, that of the directory it lies in. */
  pathOf(index: number): string {
    return this.#paths[index] ?? this.path;
  }

  /** The largest first, the rest at the end. */
  childrenOf(index: number): readonly number[] {
    return this.#children[index] ?? [];
  }

  /** The tile with this path; -1 for none. */
  find(path: string): number {
    return this.#paths.findIndex((each, index) => each === path && !isRest(this.tile(index)));
  }

  /** The directory that a tile leads into: itself, or the one it lies in. */
  directoryOf(index: number): number {
    const tile = this.tile(index);
    return tile.type === 'dir' && !isRest(tile) ? index : Math.max(0, tile.parent);
  }

  #compare(a: number, b: number): number {
    const [left, right] = [this.tile(a), this.tile(b)];
    if (isRest(left) !== isRest(right)) return isRest(left) ? 1 : -1;
    return right.bytes - left.bytes || (left.name < right.name ? -1 : 1);
  }
}

export function isRest(tile: TreemapTile): boolean {
  return tile.node < 0;
}

/** `''` for the root of the tree, which is in nothing. */
export function parentPath(path: string): string {
  return path === '/' ? '' : path.slice(0, path.lastIndexOf('/')) || '/';
}

function joinPath(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
