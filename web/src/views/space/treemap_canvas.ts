/**
 * The treemap on screen: an ARIA tree that owns its DOM. The focus stays on the picture itself; `aria-activedescendant` names the
 * chosen field. What is chosen survives every new picture of the same folder: layers come in while somebody reads.
 */
import type { I18n } from '../../i18n/index.ts';
import { type Direction, nextInDirection } from './spatial.ts';
import { TileElement } from './tile_element.ts';
import { layOut, type TileBox } from './treemap_layout.ts';
import { isRest, type TreemapModel } from './treemap_model.ts';

export interface CanvasListener {
  /** The field that is spoken of: the one under the pointer, else the chosen one. -1 for none. */
  onTold(index: number): void;
  /** A field was opened; the index is of the model that is shown. */
  onOpen(index: number): void;
  /** Out to the folder above; false where there is none. */
  onLeave(): boolean;
}

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export class TreemapCanvas {
  readonly #host: HTMLElement;
  readonly #i18n: I18n;
  readonly #listener: CanvasListener;
  readonly #plane = document.createElement('div');
  readonly #listening = new AbortController();
  readonly #resizing: ResizeObserver;
  #model: TreemapModel | undefined;
  #boxes: TileBox[] = [];
  #elements: TileElement[] = [];
  /** Places in `#boxes`; -1 for none. */
  #active = -1;
  #pointed = -1;
  /** What to choose in the next picture, if it is there. */
  #wantedPath = '';
  #highlight: number | null = null;
  #frame = 0;

  constructor(host: HTMLElement, i18n: I18n, listener: CanvasListener) {
    this.#host = host;
    this.#i18n = i18n;
    this.#listener = listener;
    this.#plane.className = 'treemap-plane';
    this.#plane.setAttribute('role', 'presentation');
    host.replaceChildren(this.#plane);
    const { signal } = this.#listening;
    host.addEventListener('keydown', (event) => this.#key(event), { signal });
    host.addEventListener('pointermove', (event) => this.#point(event.target), { signal });
    host.addEventListener('pointerleave', () => this.#point(null), { signal });
    host.addEventListener('click', (event) => this.#click(event), { signal });
    this.#resizing = new ResizeObserver(() => this.#schedule());
    this.#resizing.observe(host);
  }

  close(): void {
    this.#listening.abort();
    this.#resizing.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#host.replaceChildren();
  }

  show(model: TreemapModel): void {
    const before = this.#model;
    const boxesBefore = this.#boxes;
    this.#model = model;
    this.#pointed = -1;
    this.#draw();
    if (before && before.path !== model.path) this.#travel(before, boxesBefore, model);
  }

  /** Shows the bytes of one layer only, or all again. */
  highlight(layer: number | null): void {
    this.#highlight = layer;
    if (layer === null) delete this.#host.dataset.highlight;
    else this.#host.dataset.highlight = String(layer);
    for (const element of this.#elements) element.highlight(layer);
  }

  #schedule(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const model = this.#model;
    if (!model) return;
    this.#boxes = layOut(model, this.#host.clientWidth, this.#host.clientHeight);
    this.#elements = this.#boxes.map((box, place) => new TileElement(`tile-${place}`, model, box, this.#i18n));
    this.#plane.replaceChildren(...this.#elements.map(({ element }) => element));
    this.highlight(this.#highlight);
    this.#choose(this.#placeOf(this.#wantedPath));
  }

  /** The field of a path, of what leads to it, or the first one. */
  #placeOf(path: string): number {
    const model = this.#model;
    if (!model) return -1;
    let best = this.#boxes.length > 0 ? 0 : -1;
    for (const [place, { index }] of this.#boxes.entries()) {
      const own = model.pathOf(index);
      // Frames come before what is in them: the last one is the nearest.
      if (!isRest(model.tile(index)) && (own === path || path.startsWith(`${own}/`))) best = place;
    }
    return best;
  }

  #choose(place: number): void {
    this.#elements[this.#active]?.choose(false);
    this.#active = place;
    const chosen = this.#elements[place];
    chosen?.choose(true);
    if (chosen) this.#host.setAttribute('aria-activedescendant', chosen.element.id);
    else this.#host.removeAttribute('aria-activedescendant');
    this.#tell();
  }

  #tell(): void {
    this.#listener.onTold(this.#boxes[this.#pointed >= 0 ? this.#pointed : this.#active]?.index ?? -1);
  }

  #point(target: EventTarget | null): void {
    const place = this.#placeAt(target);
    if (place === this.#pointed) return;
    this.#pointed = place;
    this.#tell();
  }

  #placeAt(target: EventTarget | null): number {
    const element = target instanceof Element ? target.closest('.tile') : null;
    return this.#elements.findIndex((each) => each.element === element);
  }

  #click(event: MouseEvent): void {
    const place = this.#placeAt(event.target);
    if (place < 0) return;
    // A finger cannot point without touching: its first touch says what is there.
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch';
    if (isTouch && place !== this.#active) this.#choosePlace(place);
    else this.#open(place);
  }

  #choosePlace(place: number): void {
    this.#choose(place);
    this.#wantedPath = this.#model?.pathOf(this.#boxes[place]?.index ?? 0) ?? '';
  }

  #open(place: number): void {
    this.#choosePlace(place);
    const box = this.#boxes[place];
    if (box) this.#listener.onOpen(box.index);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#command(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #command(key: string): boolean {
    const direction = directions[key];
    if (direction) return this.#move(nextInDirection(this.#boxes, this.#active, direction));
    switch (key) {
      case 'Home':
        return this.#move(0);
      case 'End':
        return this.#move(this.#boxes.length - 1);
      case 'Enter':
        this.#open(this.#active);
        return true;
      case 'Escape':
      case 'Backspace':
        return this.#leave();
      default:
        return false;
    }
  }

  #move(place: number): boolean {
    if (place >= 0) {
      this.#pointed = -1;
      this.#choosePlace(place);
    }
    return true;
  }

  #leave(): boolean {
    const path = this.#model?.path ?? '';
    if (!this.#listener.onLeave()) return false;
    this.#wantedPath = path;
    return true;
  }

  /** The new picture grows out of the field that was entered, or shrinks to the one that was left. */
  #travel(before: TreemapModel, boxesBefore: TileBox[], now: TreemapModel): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const { clientWidth: width, clientHeight: height } = this.#host;
    const entered = boxesBefore.find(({ index }) => index === before.find(now.path));
    const left = this.#boxes.find(({ index }) => index === now.find(before.path));
    const from = entered
      ? `translate(${entered.x}px, ${entered.y}px) scale(${entered.width / width}, ${entered.height / height})`
      : left && `scale(${width / left.width}, ${height / left.height}) translate(${-left.x}px, ${-left.y}px)`;
    if (!from) return;
    this.#plane.animate(
      [
        { transform: from, opacity: 0.3 },
        { transform: 'none', opacity: 1 },
      ],
      {
        duration: 240,
        easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)',
      },
    );
  }
}
