/** The hairlines between the parts. They are drawn to the heights of the rows, so nothing has to be measured. */

/** Where the middle of each row lies in a plate of this height. */
function middles(heights: readonly number[], height: number): number[] {
  let y = (height - heights.reduce((sum, value) => sum + value, 0)) / 2;
  return heights.map((value) => {
    y += value;
    return y - value / 2;
  });
}

export interface LinesProps {
  /** Heights of the rows of the stack, from the top. */
  heights: readonly number[];
  /** The first row that is meant. */
  first: number;
  /** Of the plate. */
  height: number;
}

const fanWidth = 64;

/** From the manifest to each slab it names. */
export function Fan({ heights, first, height }: LinesProps) {
  const from = height / 2;
  const bend = fanWidth / 2;
  return (
    <svg class="fan" viewBox={`0 0 ${fanWidth} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {middles(heights, height)
        .slice(first)
        .map((y) => (
          <path d={`M0 ${from}C${bend} ${from} ${bend} ${y} ${fanWidth} ${y}`} key={y} />
        ))}
    </svg>
  );
}

const braceWidth = 16;

/** Around the whole stack; its tip points at the tree. */
export function Brace({ heights, first, height }: LinesProps) {
  const [top = height / 2, ...others] = middles(heights, height).slice(first);
  const bottom = others.at(-1) ?? top;
  const middle = height / 2;
  const bend = braceWidth / 2;
  // A single row is embraced by its own height.
  const [above, below] = bottom - top < 6 * bend ? [middle - 5 * bend, middle + 5 * bend] : [top, bottom];
  const path =
    `M0 ${above}q${bend} 0 ${bend} ${bend}V${middle - bend}q0 ${bend} ${bend} ${bend}` +
    `q${-bend} 0 ${-bend} ${bend}V${below - bend}q0 ${bend} ${-bend} ${bend}`;
  return (
    <svg class="brace" viewBox={`0 0 ${braceWidth} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
