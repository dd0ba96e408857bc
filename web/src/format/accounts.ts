/** Names of users and groups, as an image's own /etc/passwd and /etc/group have them. */

export type Names = ReadonlyMap<number, string>;

/** `name:password:id:…` in each line, which passwd(5) and group(5) have in common; of two lines for an id the first counts. */
export function parseAccounts(text: string): Names {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , id = ''] = line.split(':');
    if (name && /^\d{1,10}$/.test(id) && !names.has(Number(id))) names.set(Number(id), name);
  }
  return names;
}

/** `root:root`; a number where one of the names is not known, nothing where neither is. */
export function ownerNames(uid: number, gid: number, users: Names, groups: Names): string {
  const user = users.get(uid);
  const group = groups.get(gid);
  return user === undefined && group === undefined ? '' : `${user ?? uid}:${group ?? gid}`;
}
