/** How long ago, as docker puts it: `3 weeks ago`; N/A where there is no date, or only the zero of a reproducible build. */
export function age(created: string | null | undefined, now = Date.now()): string {
  const then = Date.parse(created ?? '');
  if (!(then > 0)) return 'N/A';
  const seconds = Math.max(0, (now - then) / 1000);
  const [minutes, hours] = [seconds / 60, seconds / 3600];
  const days = hours / 24;
  if (seconds < 1) return 'Less than a second ago';
  if (seconds < 60) return seconds < 2 ? '1 second ago' : `${Math.floor(seconds)} seconds ago`;
  if (minutes < 60) return minutes < 2 ? 'About a minute ago' : `${Math.floor(minutes)} minutes ago`;
  if (Math.round(hours) < 48) return hours < 1.5 ? 'About an hour ago' : `${Math.round(hours)} hours ago`;
  if (days < 14) return `${Math.floor(days)} days ago`;
  if (days < 60) return `${Math.floor(days / 7)} weeks ago`;
  if (days < 730) return `${Math.floor(days / 30)} months ago`;
  return `${Math.floor(days / 365)} years ago`;
}
