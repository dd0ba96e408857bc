/** One layer, or a pack of them, as slabs seen from above. The drawing is stretched to the width that it is given. */
import { layerColour } from '../parts/layer_colour.ts';
import { slabDepth } from './stack_rows.ts';

const width = 160;
const middle = slabDepth / 2;
/** Height of the air between the slabs of a pack, and the number that is drawn of it. */
const air = 5;
const mostOfPack = 4;

/** The layers' numbers, topmost first; none for the writable layer. */
export function Slab({ layers, thickness }: { layers: readonly number[]; thickness: number }) {
  const drawn = layers.slice(0, mostOfPack);
  const each = thickness / Math.max(1, drawn.length);
  const height = slabDepth + thickness + air * Math.max(0, drawn.length - 1);
  return (
    <svg
      class="slab"
      viewBox={`0 0 ${width} ${height}`}
      style={{ '--drawn': height }}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {drawn.length === 0 && <Faces y={0} thickness={thickness} />}
      {drawn
        .map((layer, place) => (
          <g style={{ '--layer': layerColour(layer) }} key={layer}>
            <Faces y={place * (each + air)} thickness={each} />
          </g>
        ))
        .reverse()}
    </svg>
  );
}

function Faces({ y, thickness }: { y: number; thickness: number }) {
  const half = width / 2;
  return (
    <>
      <path class="face-left" d={`M0 ${y + middle}l${half} ${middle}v${thickness}l${-half} ${-middle}Z`} />
      <path class="face-right" d={`M${width} ${y + middle}l${-half} ${middle}v${thickness}l${half} ${-middle}Z`} />
      <path class="face-top" d={`M0 ${y + middle}l${half} ${-middle}l${half} ${middle}l${-half} ${middle}Z`} />
    </>
  );
}
