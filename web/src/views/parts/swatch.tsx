/** A layer's colour with its number: never the colour alone. */
import { layerColour } from './layer_colour.ts';

export function Swatch({ layer }: { layer: number }) {
  return (
    <span class="layer-mark" style={{ '--layer': layerColour(layer) }}>
      <i class="swatch" />
      {layer}
    </span>
  );
}
