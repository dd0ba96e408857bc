/**
 * The command line `image-anatomy`. Exit codes: 0 fine, 1 a rule of `check` failed or a digest does not match, 2 the input cannot be
 * read as an image or has no such path (one line on standard error: code and sentence), 64 wrong usage, 70 a fault of this program.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ProblemError } from '../../web/src/engine/problems.ts';
import { cat } from './cat.ts';
import { check } from './check.ts';
import { digests } from './digests.ts';
import { exportTree } from './export.ts';
import { history } from './history.ts';
import { inspect } from './inspect.ts';
import { EMPTY_TREE } from './layers.ts';
import { NobodyReads, print } from './output.ts';
import { problemSentence } from './problem_sentence.ts';
import { safe } from './text.ts';
import { tree } from './tree.ts';
import { USAGE } from './usage.ts';
import { WrongUsage } from './wrong_usage.ts';

const NOT_READABLE = 2;
const WRONG_USAGE = 64;
const OWN_FAULT = 70;

/** All options of all commands, read; absent ones undefined. */
interface Options {
  json: boolean;
  image: number | undefined;
  platform: string | undefined;
  at: number | undefined;
  changes: number | undefined;
  from: number | undefined;
  rules: string | undefined;
}

interface Command {
  /** Whether PATH follows IMAGE. */
  path?: 'must' | 'may';
  /** Beside --image and --platform. */
  options: (keyof Options)[];
  run(image: string, options: Options, path: string | undefined): Promise<void>;
}

const commands: Record<string, Command> = {
  inspect: { options: ['json'], run: (image, options) => inspect(image, options) },
  history: { path: 'may', options: ['json'], run: (image, options, path) => history(image, { ...options, path }) },
  tree: { options: ['json', 'at', 'changes', 'from'], run: (image, options) => tree(image, options) },
  cat: { path: 'must', options: ['at'], run: (image, options, path = '') => cat(image, { ...options, path }) },
  export: { path: 'may', options: ['at'], run: (image, options, path) => exportTree(image, { ...options, path }) },
  digests: { options: ['json'], run: (image, options) => digests(image, options) },
  check: { options: ['json', 'rules'], run: (image, options) => check(image, options) },
};

async function run(argv: string[]): Promise<void> {
  const { values, positionals } = parse(argv);
  if (values.help) return print(USAGE);
  if (values.version) return print(`${version()}\n`);
  const [name, image, path, ...more] = positionals;
  if (name === undefined) throw new WrongUsage(USAGE);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new WrongUsage(`There is no command ${safe(name)}.`);
  if (image === undefined) throw new WrongUsage(`${name} needs an IMAGE.`);
  if (command.path === 'must' && path === undefined) throw new WrongUsage(`${name} needs a PATH.`);
  const superfluous = command.path ? more : [path, ...more].filter((word) => word !== undefined);
  if (superfluous.length > 0) throw new WrongUsage(`Too many words: ${safe(superfluous.join(' '))}`);
  for (const option of Object.keys(values)) {
    if (!['image', 'platform', ...command.options].includes(option))
      throw new WrongUsage(`${name} does not know --${option}.`);
  }
  await command.run(image, optionsOf(values), path);
}

function parse(argv: string[]) {
  // As a word of its own -1 would be taken for an option.
  const args = [...argv];
  const minusOne = argv.findIndex((word, i) => word === '-1' && argv[i - 1] === '--from');
  if (minusOne > 0) args.splice(minusOne - 1, 2, '--from=-1');
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        at: { type: 'string' },
        changes: { type: 'string' },
        from: { type: 'string' },
        rules: { type: 'string' },
        image: { type: 'string' },
        platform: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new WrongUsage(safe(error instanceof Error ? error.message : String(error)));
  }
}

type Values = ReturnType<typeof parse>['values'];

function optionsOf({ json = false, image, platform, at, changes, from, rules }: Values): Options {
  if (changes !== undefined && (at !== undefined || from !== undefined))
    throw new WrongUsage('--changes goes with neither --at nor --from.');
  return {
    json,
    platform,
    rules,
    image: numberOf('--image', image),
    at: numberOf('--at', at),
    changes: numberOf('--changes', changes),
    from: from === '-1' || from === 'empty' ? EMPTY_TREE : numberOf('--from', from),
  };
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new WrongUsage(`${option} takes a number from 0 on.`);
  return Number(text);
}

/** Of the package that this is part of. */
function version(): string {
  return (JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof NobodyReads) return 0;
  if (error instanceof WrongUsage) {
    const hint = error.message === USAGE ? '' : "\nTry 'image-anatomy --help'.\n";
    process.stderr.write(`${hint && 'image-anatomy: '}${error.message}${hint}`);
    return WRONG_USAGE;
  }
  if (error instanceof ProblemError) {
    process.stderr.write(`image-anatomy: ${error.problem.code}: ${problemSentence(error.problem)}\n`);
    return NOT_READABLE;
  }
  process.stderr.write(`image-anatomy: ${error instanceof Error ? error.stack : String(error)}\n`);
  return OWN_FAULT;
}

run(process.argv.slice(2)).catch((error) => {
  process.exitCode = exitCodeOf(error);
});
