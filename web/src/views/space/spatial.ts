/** Which tile lies next in a direction, as the eye would say. */
import { stripHeight, type TileBox } from './treemap_layout.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is seen of a box itself: of a frame, its strip. */
export function ownPart(box: TileBox): Rectangle {
  return box.isFrame ? { x: box.x, y: box.y, width: box.width, height: stripHeight } : box;
}

/** Place of the next box in the list; -1 where nothing lies that way. */
export function nextInDirection(boxes: readonly TileBox[], from: number, direction: Direction): number {
  const start = boxes[from];
  if (!start) return boxes.length > 0 ? 0 : -1;
  const turn = turned(direction);
  const here = turn(ownPart(start));
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const [place, box] of boxes.entries()) {
    if (place === from) continue;
    const there = turn(ownPart(box));
    const ahead = there.x - (here.x + here.width);
    if (ahead < -1) continue;
    // Beside the way counts double: what lies straight ahead is meant.
    const aside = Math.max(0, there.y - (here.y + here.height), here.y - (there.y + there.height));
    const offCentre = Math.abs(there.y + there.height / 2 - (here.y + here.height / 2));
    const distance = ahead + 4 * aside + offCentre / 100;
    if (distance < bestDistance) [best, bestDistance] = [place, distance];
  }
  return best;
}

/** The plane turned so that the direction is to the right. */
function turned(direction: Direction): (part: Rectangle) => Rectangle {
  switch (direction) {
    case 'right':
      return (part) => part;
    case 'left':
      return (part) => ({ ...part, x: -(part.x + part.width) });
    case 'down':
      return ({ x, y, width, height }) => ({ x: y, y: x, width: height, height: width });
    case 'up':
      return ({ x, y, width, height }) => ({ x: -(y + height), y: x, width: height, height: width });
  }
}
