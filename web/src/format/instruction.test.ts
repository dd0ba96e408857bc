import { expect, test } from 'vitest';
import { parseInstruction } from './instruction.ts';

const line = (createdBy: string) => {
  const { keyword, text } = parseInstruction(createdBy);
  return keyword ? `${keyword} ${text}` : text;
};

const cases: [name: string, createdBy: string, expected: string][] = [
  ['classic nop', '/bin/sh -c #(nop)  CMD ["nginx" "-g" "daemon off;"]', 'CMD ["nginx", "-g", "daemon off;"]'],
  ['classic add', `/bin/sh -c #(nop) ADD file:${'0123456789abcdef'.repeat(4)} in / `, 'ADD file:0123456789ab… /'],
  [
    'classic run',
    '/bin/sh -c apt-get update && apt-get install -y nginx',
    'RUN apt-get update && apt-get install -y nginx',
  ],
  ['classic run with arguments', '|2 A=1 B=two words /bin/sh -c make', 'RUN make'],
  ['buildkit run', 'RUN /bin/sh -c apt-get update # buildkit', 'RUN apt-get update'],
  ['buildkit run with arguments', 'RUN |1 VERSION=1 /bin/sh -c make $VERSION # buildkit', 'RUN make $VERSION'],
  ['buildkit run, exec form', 'RUN make all # buildkit', 'RUN make all'],
  ['buildkit copy', 'COPY docker-entrypoint.sh / # buildkit', 'COPY docker-entrypoint.sh /'],
  ['another shell', 'RUN /bin/bash -o pipefail -c set -e; x | y # buildkit', 'RUN set -e; x | y'],
  ['joined shell options', '/bin/bash -euo pipefail -c make', 'RUN make'],
  ['expose map', 'EXPOSE map[443/tcp:{} 80/tcp:{}]', 'EXPOSE 443/tcp 80/tcp'],
  ['expose list', 'EXPOSE [80/tcp]', 'EXPOSE 80/tcp'],
  ['volume list', '/bin/sh -c #(nop)  VOLUME [/data /cache]', 'VOLUME /data /cache'],
  ['volume in JSON', 'VOLUME ["/data"]', 'VOLUME ["/data"]'],
  [
    'healthcheck',
    `HEALTHCHECK &{["CMD-SHELL" "curl -f http://localhost/ || exit 1"] "30s" "3s" "0s" "0s" '\\x03'}`,
    'HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost/ || exit 1',
  ],
  [
    'healthcheck, exec form',
    `HEALTHCHECK &{["CMD" "/check" "-q"] "0s" "0s" "0s" '\\x00'}`,
    'HEALTHCHECK CMD ["/check", "-q"]',
  ],
  ['windows', 'cmd /S /C powershell -Command Get-Item', 'RUN powershell -Command Get-Item'],
  ['unknown builders stay as they are', 'bazel build ...', 'bazel build ...'],
  ['debuerreotype', "# debian.sh --arch 'amd64' out/ 'bookworm'", "# debian.sh --arch 'amd64' out/ 'bookworm'"],
  ['empty', '', ''],
];

test.each(cases)('%s', (_name, createdBy, expected) => expect(line(createdBy)).toBe(expected));

test('build arguments are kept apart', () => {
  expect(parseInstruction('|2 A=1 B=two words /bin/sh -c make').buildArguments).toBe('A=1 B=two words');
  expect(parseInstruction('RUN |1 VERSION=1 /bin/sh -c make # buildkit').buildArguments).toBe('VERSION=1');
});
