/** One field of the treemap. Names come from the image: they are set as text, and hidden characters are spelled out. */
import type { TreemapTile } from '../../engine/api.ts';
import { visible } from '../../format/visible.ts';
import type { I18n } from '../../i18n/index.ts';
import { layerColour, onLayerColour } from '../parts/layer_colour.ts';
import type { TileBox } from './treemap_layout.ts';
import { isRest, type TreemapModel } from './treemap_model.ts';

/** Less room than this holds no name. */
const smallestLabel = { width: 34, height: 17 };
/** Height of two lines, the second of which holds the size and the layer's number. */
const twoLines = 38;
/** Widths of a character of a label and of its margins: what is only partly to be seen is worse than what is not. */
const character = 7.3;
const margins = 12;
/** What is to be seen of a name beside the size, in characters. */
const shortestName = 5;
/** A second layer with less than this does not show. */
const smallestPart = 0.03;

export class TileElement {
  readonly element = document.createElement('div');
  readonly #tile: TreemapTile;
  readonly #isFrame: boolean;

  constructor(id: string, model: TreemapModel, box: TileBox, i18n: I18n) {
    this.#tile = model.tile(box.index);
    this.#isFrame = box.isFrame;
    const { element } = this;
    const name = nameOf(this.#tile, i18n);
    element.id = id;
    element.className = box.isFrame ? 'tile tile-frame' : 'tile tile-leaf';
    element.dataset.type = isRest(this.#tile) ? 'rest' : this.#tile.type;
    element.setAttribute('role', 'treeitem');
    element.setAttribute('aria-level', String(box.depth));
    element.setAttribute('aria-selected', 'false');
    element.setAttribute('aria-label', spoken(name, this.#tile, model.root.bytes, i18n));
    Object.assign(element.style, {
      left: `${box.x}px`,
      top: `${box.y}px`,
      width: `${box.width}px`,
      height: `${box.height}px`,
    });
    element.style.setProperty('--layer', layerColour(this.#tile.layer));
    element.style.setProperty('--on-layer', onLayerColour(this.#tile.layer));
    this.#write(name, box, i18n);
    if (!box.isFrame) this.#paintParts(box);
  }

  choose(chosen: boolean): void {
    this.element.setAttribute('aria-selected', String(chosen));
  }

  /** Fills the field as far as the layer has bytes in it. */
  highlight(layer: number | null): void {
    if (this.#isFrame) return;
    const part = this.#tile.layers.find((each) => each.layer === layer)?.bytes ?? 0;
    const share = layer === null || this.#tile.bytes === 0 ? 0 : part / this.#tile.bytes;
    this.element.style.setProperty('--filled', `${share * 100}%`);
    if (layer !== null) this.element.style.setProperty('--highlight', layerColour(layer));
  }

  #write(name: string, box: TileBox, { format }: I18n): void {
    if (!box.isFrame && (box.width < smallestLabel.width || box.height < smallestLabel.height)) return;
    const label = span('tile-label');
    label.append(span('tile-name', name));
    const size = format.bytes(this.#tile.bytes);
    const layer = String(this.#tile.layer);
    const fits = (characters: number) => box.width >= margins + characters * character;
    if (box.isFrame ? fits(size.length + shortestName) : box.height >= twoLines && fits(size.length)) {
      const facts = span('tile-facts', size);
      if (!box.isFrame && fits(size.length + 1 + layer.length)) facts.append(span('tile-layer', layer));
      label.append(facts);
    }
    this.element.append(label);
  }

  #paintParts({ height }: TileBox): void {
    const { bytes, layers } = this.#tile;
    const seen = layers.filter((part) => part.bytes / bytes >= smallestPart);
    if (seen.length < 2 || height < smallestLabel.height) return;
    let end = 0;
    const stops = layers.map((part) => {
      const start = end;
      end += (100 * part.bytes) / bytes;
      return `${layerColour(part.layer)} ${start}% ${end}%`;
    });
    const strip = span('tile-parts');
    strip.style.background = `linear-gradient(to right, ${stops.join(', ')})`;
    this.element.append(strip);
  }
}

export function nameOf(tile: TreemapTile, { t, format }: I18n): string {
  if (isRest(tile)) return t.space.restName(tile.entries, format.number(tile.entries));
  return visible(tile.name) || '/';
}

function spoken(name: string, tile: TreemapTile, all: number, { t, format }: I18n): string {
  const share = format.percent(all > 0 ? tile.bytes / all : 0);
  return t.space.tile(name, format.bytes(tile.bytes), share, String(tile.layer));
}

function span(className: string, text = ''): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
