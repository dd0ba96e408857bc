/** One colour for each layer, the same wherever the layer appears; they begin again after the last. */

export const layerColours = 8;

export function layerColour(layer: number): string {
  return `var(--layer-${layer % layerColours})`;
}

/** For what is written on the colour. */
export function onLayerColour(layer: number): string {
  return `var(--on-layer-${layer % layerColours})`;
}
