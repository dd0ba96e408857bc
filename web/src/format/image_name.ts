/** Names of images as docker writes and splits them. */

/** As docker writes it: `nginx:latest` for `docker.io/library/nginx:latest`. */
export function familiarName(name: string): string {
  return name.replace(/^docker\.io\/(library\/)?/, '');
}

/** `nginx:1.27` → nginx and 1.27. An OCI archive may tell a tag alone. */
export function splitName(name: string): { repository: string; tag: string } {
  const familiar = familiarName(name).replace(/@.*$/, '');
  const colon = familiar.lastIndexOf(':');
  if (colon > familiar.lastIndexOf('/'))
    return { repository: familiar.slice(0, colon), tag: familiar.slice(colon + 1) };
  return familiar.includes('/') ? { repository: familiar, tag: '' } : { repository: '', tag: familiar };
}
