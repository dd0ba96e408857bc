/** What is written on the colours of the layers can be read: WCAG AA in both themes. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layerColours } from '../views/parts/layer_colour.ts';

const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function colourOf(token: string, theme: 'light' | 'dark'): string {
  const pair = new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens);
  const colour = pair?.[theme === 'light' ? 1 : 2];
  if (!colour) throw new Error(`--${token} is not in tokens.css`);
  return colour.length === 4 ? `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}` : colour;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(Array.from({ length: layerColours }, (_, layer) => layer))('layer %d', (layer) => {
  for (const theme of ['light', 'dark'] as const) {
    const [darker = 0, lighter = 0] = [`layer-${layer}`, `on-layer-${layer}`]
      .map((token) => luminance(colourOf(token, theme)))
      .sort((a, b) => a - b);
    expect((lighter + 0.05) / (darker + 0.05), theme).toBeGreaterThanOrEqual(4.5);
  }
});
