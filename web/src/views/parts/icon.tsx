/** The few line drawings of the page, all on a grid of 24. */

const paths = {
  logo: ['M12 3 3 8l9 5 9-5-9-5Z', 'm3 12 9 5 9-5M3 16l9 5 9-5'],
  copy: ['M9 9h11v11H9z', 'M5 15H4V4h11v1'],
  unfold: ['m9 6 6 6-6 6'],
  check: ['m5 13 4 4L19 7'],
  verified: ['M12 3 5 6v6c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6l-7-3Z', 'm8.5 12 2.5 2.5 4.5-5'],
  alarm: ['M12 3.5 2.5 20h19L12 3.5Z', 'M12 10v4.5M12 17v.5'],
  unsure: ['M12 3 5 6v6c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6l-7-3Z', 'M12 8v4.5M12 15.5v.5'],
  checking: ['M12 4a8 8 0 1 0 8 8', 'M12 8v4l3 2'],
  auto: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z', 'M12 4v16M12 8h5.6M12 12h8M12 16h5.6'],
  light: [
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z',
    'M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  ],
  dark: ['M20 14.5A8.5 8.5 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5Z'],
} satisfies Record<string, string[]>;

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      {paths[name].map((path) => (
        <path d={path} key={path} />
      ))}
    </svg>
  );
}
