/** File capabilities as the engine writes them for people: `cap_net_bind_service,cap_net_raw=ep`, as getcap(8). */

export const CAPABILITY_XATTR = 'security.capability';

/** The names in it, each once. Without a name in front of the flags it is all there are, which is nothing to list. */
export function capabilityNames(text: string): string[] {
  return [...new Set(text.match(/cap_[a-z_]+/g))];
}
