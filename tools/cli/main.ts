/**
 * The command line `image-anatomy`. Exit codes: 0 fine, 1 a digest does not match, 2 the input cannot be read as an image (one line
 * on standard error: code and sentence), 64 wrong usage.
 */
import { parseArgs } from 'node:util';
import { ProblemError } from '../../web/src/engine/problems.ts';
import { cat } from './cat.ts';
import { digests } from './digests.ts';
import { history } from './history.ts';
import { inspect } from './inspect.ts';
import { NoSuchImage } from './opened_image.ts';
import { problemSentence } from './problem_sentence.ts';
import { NoSuchLayer, tree } from './tree.ts';

const USAGE = `Usage: image-anatomy COMMAND IMAGE [OPTIONS]

  inspect IMAGE [--json]                        all about the image
  history IMAGE [--json]                        as docker history --no-trunc
  digests IMAGE [--json]                        as docker images --digests, and checks every digest and size;
                                                exit code 1 if one does not match
  tree IMAGE [--at LAYER] [--changes LAYER] [--json]
                                                the merged tree (up to a layer), or one layer's changes
  cat IMAGE PATH [--at LAYER]                   a file's bytes, links followed

IMAGE is a tarball from docker save, podman save, skopeo and the like (also compressed), the folder of an OCI layout,
or - for standard input. LAYER counts from 0 at the base. Where an archive has several images:
--image N, as inspect numbers them from 0, or --platform os/arch[/variant].
`;

class WrongUsage extends Error {}

function layerNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new WrongUsage(`${name} takes a number from 0 on.`);
  return Number(text);
}

async function run(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      at: { type: 'string' },
      changes: { type: 'string' },
      image: { type: 'string' },
      platform: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const [command, image, path, ...more] = positionals;
  const { json, platform } = values;
  const choice = { image: layerNumber('--image', values.image), platform };
  const at = layerNumber('--at', values.at);
  const changes = layerNumber('--changes', values.changes);
  const wanted = command === 'cat' ? 3 : 2;
  if (!command || !image || positionals.length < wanted) throw new WrongUsage('A command and an image are needed.');
  if (positionals.length > wanted)
    throw new WrongUsage(`Too many words: ${[path, ...more].slice(wanted - 2).join(' ')}`);
  if (at !== undefined && changes !== undefined) throw new WrongUsage('--at and --changes exclude each other.');
  if (
    (at !== undefined || changes !== undefined) &&
    command !== 'tree' &&
    !(command === 'cat' && changes === undefined)
  ) {
    throw new WrongUsage(`${command} does not know that option.`);
  }
  switch (command) {
    case 'inspect':
      return inspect(image, { ...choice, json });
    case 'history':
      return history(image, { ...choice, json });
    case 'digests':
      if (!(await digests(image, { ...choice, json }))) process.exitCode = 1;
      return;
    case 'tree':
      return tree(image, { ...choice, json, at, changes });
    case 'cat':
      if (json) throw new WrongUsage('cat does not know --json.');
      return cat(image, path as string, { ...choice, at });
    default:
      throw new WrongUsage(`There is no command ${command}.`);
  }
}

function exitCodeOf(error: unknown): number {
  const usage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof WrongUsage || error instanceof NoSuchImage || error instanceof NoSuchLayer || usage) {
    process.stderr.write(
      `image-anatomy: ${(error as Error).message}\n${error instanceof NoSuchImage ? '' : `\n${USAGE}`}`,
    );
    return 64;
  }
  if (error instanceof ProblemError) {
    process.stderr.write(`image-anatomy: ${error.problem.code}: ${problemSentence(error.problem)}\n`);
    return 2;
  }
  throw error;
}

// A reader such as head(1) that has seen enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

run(process.argv.slice(2)).catch((error) => {
  process.exitCode = exitCodeOf(error);
});
