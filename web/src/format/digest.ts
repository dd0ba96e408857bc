/** `sha256:0123456789ab…` → `0123456789ab`, as docker shortens it; anything else comes back as it is. */
export function shortDigest(digest: string): string {
  const match = /^[\w+.-]+:([0-9a-f]{12})[0-9a-f]{20,}$/.exec(digest);
  return match?.[1] ?? digest;
}
