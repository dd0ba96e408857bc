import { expect, test } from 'vitest';
import type { ImageReport } from '../../engine/api.ts';
import { layerRoles } from './layer_role.ts';

interface Step {
  by: string;
  comment?: string;
  empty?: boolean;
}

/** An image whose steps are these, the base first. */
function imageOf(steps: (string | Step)[], config: object = {}): ImageReport {
  const history = steps.map((step) => (typeof step === 'string' ? { by: step } : step));
  const made = history.filter(({ empty }) => !empty);
  return {
    config: { config },
    layers: made.map(({ by }, index) => ({ index, createdBy: by })),
    history: history.map((step) => ({
      createdBy: step.by,
      comment: step.comment,
      emptyLayer: step.empty === true,
      layer: step.empty ? null : made.indexOf(step),
    })),
  } as unknown as ImageReport;
}

const roles = (steps: (string | Step)[], config?: object) =>
  layerRoles(imageOf(steps, config)).map((found) => found && `${found.role}: ${found.reason} ${found.detail}`.trim());
/** The role of one step above a base. */
const roleAbove = (step: string, config?: object) => roles(['ADD rootfs.tar /', step], config)[1];
const run = (script: string) => `RUN /bin/sh -c ${script} # buildkit`;

test('an image as nginx is built', () => {
  expect(
    roles(
      [
        '/bin/sh -c #(nop) ADD file:0123456789ab in / ',
        { by: '/bin/sh -c #(nop)  CMD ["bash"]', empty: true },
        { by: 'ENV NGINX_VERSION=1.27.0', empty: true },
        run('set -x && groupadd nginx && apt-get update && apt-get install --no-install-recommends -y nginx=1.27.0'),
        'COPY docker-entrypoint.sh / # buildkit',
        'COPY 10-listen.sh /docker-entrypoint.d # buildkit',
        { by: 'CMD ["nginx" "-g" "daemon off;"]', empty: true },
      ],
      { Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['nginx', '-g', 'daemon off;'] },
    ),
  ).toEqual([
    'base: lowest',
    'runtime: packageOfCommand nginx',
    'configuration: settings docker-entrypoint.sh',
    'configuration: settings /docker-entrypoint.d',
  ]);
});

test('an application of packages and sources', () => {
  expect(
    roles([
      'ADD alpine-minirootfs.tar.gz / # buildkit',
      run('curl -fsSLO https://x/node-v$NODE_VERSION.tar.xz'),
      'WORKDIR /srv',
      'COPY package.json package-lock.json ./',
      run('npm ci --omit=dev'),
      'COPY --chown=node:node . /srv',
      run('npm run build'),
      run('addgroup app && adduser -S app; chown -R app /srv'),
    ]),
  ).toEqual([
    'base: rootFileSystem alpine-minirootfs.tar.gz',
    'runtime: languageRuntime NODE_VERSION',
    'configuration: workingFolder /srv',
    'dependencies: dependencyFiles package.json package-lock.json',
    'dependencies: languagePackages npm ci',
    'application: copies /srv',
    'application: build npm run build',
    'configuration: arranges addgroup, adduser, chown',
  ]);
});

test('packages of the system: a runtime where it is one, else dependencies', () => {
  expect(roleAbove(run('apk add --no-cache python3 py3-pip'))).toBe('runtime: languageRuntime python3');
  expect(roleAbove(run('apt-get update && apt-get install -y ca-certificates curl'))).toBe(
    'dependencies: systemPackages apt-get',
  );
  expect(roleAbove(run('yum -y install httpd'), { Cmd: ['/usr/sbin/httpd', '-D', 'FOREGROUND'] })).toBe(
    'runtime: packageOfCommand httpd',
  );
});

test('copies', () => {
  expect(roleAbove('COPY nginx.conf /etc/nginx/')).toBe('configuration: settings /etc/nginx/');
  expect(roleAbove('COPY --from=build /src/node_modules ./node_modules')).toBe(
    'dependencies: dependencyFiles /src/node_modules',
  );
  expect(roleAbove('COPY --from=build /out/server /server')).toBe('application: copies /server');
  expect(roles(['COPY hello /hello'])).toEqual(['application: copies /hello']);
});

test('the layers of a base image, up to the shell it would start', () => {
  const steps = [
    'ADD file:abc in / ',
    run('rm -rf /var/lib/apt/lists/*'),
    { by: 'CMD ["/bin/bash"]', empty: true },
    run('make-something'),
  ];
  expect(roles(steps)).toEqual(['base: lowest', 'base: endsWithShell', null]);
  // At the top of the stack a shell is just what the image runs.
  expect(roles(steps.slice(0, 3))).toEqual(['base: rootFileSystem file:abc', 'configuration: arranges rm']);
});

test('notes of a builder, work in the folder of the application, and nothing to go by', () => {
  expect(
    roles([
      { by: 'bazel build ...' },
      { by: 'jib-maven-plugin:3.4', comment: 'dependencies' },
      { by: 'jib-maven-plugin:3.4', comment: 'classes' },
    ]),
  ).toEqual(['base: lowest', 'dependencies: builderNote dependencies', 'application: builderNote classes']);
  expect(roleAbove(run('lines 3 > /app/data'), { WorkingDir: '/app' })).toBe('application: worksInFolder /app');
  expect(roleAbove(run('./configure'))).toBeNull();
  expect(roles([''])).toEqual([null]);
  expect(layerRoles({ config: null, layers: [{ index: 0 }], history: [] } as unknown as ImageReport)).toEqual([null]);
});

test('a config of the wrong types is no reason to fail', () => {
  expect(roleAbove(run('true'), { Entrypoint: 'sh', Cmd: [3, null], WorkingDir: 7 })).toBeNull();
});
