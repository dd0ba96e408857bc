/**
 * What to change in the Dockerfile so that a step wastes nothing, from the reason, the two instructions and the largest files.
 * The first rule that applies decides; each is a guess from what the image tells.
 */
import type { DeadBody, ImageReport, WasteStep } from '../../engine/api.ts';
import { type Instruction, parseInstruction } from '../../format/instruction.ts';
import { cacheOf, remedyOf } from './cache_advice.ts';
import { parentPath } from './treemap_model.ts';

export type AdviceKind =
  | 'secret'
  | 'twice'
  | 'permissions'
  | 'copiedAgain'
  | 'packageCache'
  | 'buildTools'
  | 'archive'
  | 'packageDatabase'
  | 'baseFiles'
  | 'copiedThenChanged'
  | 'rewritten'
  | 'copiedThenDeleted'
  | 'deletedLater'
  | 'replaced';

export interface Advice {
  kind: AdviceKind;
  /** Lines of a Dockerfile that do better; '' where there is no pattern. */
  code: string;
}

/** A step with all that speaks for one piece of advice or another. */
export interface StepFacts extends WasteStep {
  writtenBy: Instruction;
  hiddenBy: Instruction;
  /** The largest of its files that the report names. */
  bodies: DeadBody[];
  /** One of them looks like a secret. */
  hasSecret: boolean;
  /** The layer that wrote the bytes belongs to the base image. */
  fromBase: boolean;
}

export function stepsOf(image: ImageReport, isBase: (layer: number) => boolean): StepFacts[] {
  const steps = image.ledger?.steps ?? [];
  const secrets = (image.findings?.secrets ?? []).filter(({ deadLayer }) => deadLayer !== undefined);
  const instruction = (layer: number) => parseInstruction(image.layers[layer]?.createdBy ?? '');
  return steps.map((step) => ({
    ...step,
    writtenBy: instruction(step.layer),
    hiddenBy: instruction(step.deadLayer),
    bodies: bodiesOf(image, step),
    hasSecret: secrets.some(
      ({ layer, deadLayer, reason }) => layer === step.layer && deadLayer === step.deadLayer && reason === step.reason,
    ),
    fromBase: isBase(step.layer) && !isBase(step.deadLayer),
  }));
}

function bodiesOf({ ledger, layers }: ImageReport, step: WasteStep): DeadBody[] {
  const lists = [ledger?.top, layers[step.deadLayer]?.dead?.caused.top, layers[step.layer]?.dead?.own.top];
  const found = new Map<string, DeadBody>();
  for (const body of lists.flatMap((list) => list ?? [])) {
    if (body.layer === step.layer && body.deadLayer === step.deadLayer && body.reason === step.reason) {
      found.set(`${body.path}\0${body.bytes}`, body);
    }
  }
  return [...found.values()].sort((a, b) => b.bytes - a.bytes);
}

const rules: ((facts: StepFacts) => Advice | undefined)[] = [
  secret,
  twice,
  permissions,
  copiedAgain,
  packageCache,
  buildTools,
  archive,
  packageDatabase,
  baseFiles,
  changed,
  deleted,
];

export function adviceFor(facts: StepFacts): Advice {
  for (const rule of rules) {
    const advice = rule(facts);
    if (advice) return advice;
  }
  return { kind: 'replaced', code: '' };
}

function secret({ hasSecret }: StepFacts): Advice | undefined {
  return hasSecret ? { kind: 'secret', code: 'RUN --mount=type=secret,id=token …' } : undefined;
}

function twice({ reason }: StepFacts): Advice | undefined {
  return reason === 'duplicate-entry' ? { kind: 'twice', code: '' } : undefined;
}

const chmod = /\bchmod\s+(?:-\S+\s+)*([0-7]{3,4}|[ugoa]*[+=-][rwxXst]+)(?=\s)/;
const chown = /\bchown\s+(?:-\S+\s+)*([\w.-]+(?::[\w.-]*)?|:[\w.-]+)(?=\s)/;

/** chmod or chown in a step of its own copies every file up. COPY takes both along; so does the step that writes. */
function permissions({ reason, writtenBy, hiddenBy }: StepFacts): Advice | undefined {
  if (reason !== 'rewritten-identical' || hiddenBy.keyword !== 'RUN') return undefined;
  const mode = chmod.exec(hiddenBy.text);
  const owner = chown.exec(hiddenBy.text);
  if (!mode && !owner) return undefined;
  if (!isCopy(writtenBy)) {
    const commands = [mode && `chmod ${mode[1]} …`, owner && `chown ${owner[1]} …`].filter(Boolean);
    return { kind: 'permissions', code: `RUN … && ${commands.join(' && ')}` };
  }
  const options = [owner && `--chown=${owner[1]}`, mode && `--chmod=${mode[1]}`].filter(Boolean);
  return { kind: 'permissions', code: `${writtenBy.keyword} ${options.join(' ')} ${argumentsOf(writtenBy)}` };
}

function copiedAgain({ reason }: StepFacts): Advice | undefined {
  return reason === 'rewritten-identical' ? { kind: 'copiedAgain', code: '' } : undefined;
}

function packageCache({ bodies }: StepFacts): Advice | undefined {
  const kinds = bodies.map(({ path }) => cacheOf(path));
  const [kind] = kinds;
  // The largest file tells what most of the bytes are.
  return kind ? { kind: 'packageCache', code: remedyOf(kind) } : undefined;
}

const removal =
  /\b(?:apt-get|apt|aptitude|dnf|microdnf|yum|zypper)\s+(?:-\S+\s+)*(?:remove|purge|autoremove|erase|rm)\b|\bapk\s+(?:-\S+\s+)*del\b|\bpacman\s+-R/;

function buildTools({ reason, hiddenBy }: StepFacts): Advice | undefined {
  if (!isDeletion(reason) || !removal.test(hiddenBy.text)) return undefined;
  return { kind: 'buildTools', code: 'FROM … AS build\nRUN …\n\nFROM …\nCOPY --from=build … /' };
}

const archiveName = /\.(tar|tgz|txz|tbz2?|tar\.\w+|zip|7z|deb|rpm|apk|whl|jar|gem|gz|xz|zst|bz2|run|iso)$/i;

function archive({ reason, bodies, writtenBy }: StepFacts): Advice | undefined {
  const [largest] = bodies;
  if (!isDeletion(reason) || !largest || !archiveName.test(largest.path)) return undefined;
  const name = largest.path.slice(largest.path.lastIndexOf('/') + 1);
  const code = isCopy(writtenBy)
    ? `RUN --mount=type=bind,source=${name},target=/tmp/${name} …`
    : `RUN curl -fsSL … | tar -xz -C …`;
  return { kind: 'archive', code };
}

const databases =
  /^\/(var\/lib\/(dpkg|rpm)|usr\/lib\/sysimage\/rpm|(usr\/)?lib\/apk\/db|var\/lib\/apk|var\/cache\/(debconf|ldconfig)|var\/log\/(dpkg|apt)|etc\/ld\.so\.cache)/;

function packageDatabase({ reason, bodies }: StepFacts): Advice | undefined {
  const [largest] = bodies;
  return reason === 'rewritten-different' && largest && databases.test(largest.path)
    ? { kind: 'packageDatabase', code: 'RUN apt-get install -y --no-install-recommends first second third' }
    : undefined;
}

function baseFiles({ fromBase }: StepFacts): Advice | undefined {
  return fromBase ? { kind: 'baseFiles', code: '' } : undefined;
}

function changed({ reason, hiddenBy }: StepFacts): Advice | undefined {
  if (reason !== 'rewritten-different') return undefined;
  return isCopy(hiddenBy) ? { kind: 'copiedThenChanged', code: '' } : { kind: 'rewritten', code: 'RUN … && …' };
}

function deleted({ reason, bodies, writtenBy }: StepFacts): Advice | undefined {
  if (!isDeletion(reason)) return undefined;
  const what = whatWent(reason, bodies);
  if (isCopy(writtenBy)) {
    return { kind: 'copiedThenDeleted', code: `# .dockerignore\n${what.slice(what.lastIndexOf('/') + 1)}` };
  }
  return { kind: 'deletedLater', code: `RUN … && rm -rf ${quoted(what)}` };
}

/** The largest file, or the folder that all of them lie in where it was a folder that went. */
function whatWent(reason: WasteStep['reason'], bodies: DeadBody[]): string {
  const [largest, ...others] = bodies;
  if (!largest) return '…';
  if (reason === 'deleted-file') return largest.path;
  let folder = parentPath(largest.path);
  while (!others.every(({ path }) => path.startsWith(`${folder}/`))) folder = parentPath(folder);
  return folder.length > 1 ? folder : largest.path;
}

function quoted(path: string): string {
  return /^[\w./+@:=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function isDeletion(reason: WasteStep['reason']): boolean {
  return reason === 'deleted-file' || reason === 'deleted-dir' || reason === 'opaque';
}

function isCopy({ keyword }: Instruction): boolean {
  return keyword === 'COPY' || keyword === 'ADD';
}

/** What was copied, without options; old builders wrote a hash where the source was. */
function argumentsOf({ text }: Instruction): string {
  const words = text.replaceAll(/(?:^|\s)--\S+/g, '').trim();
  return words.replace(/^(?:file|dir|multi):\S+/, '…').slice(0, 200) || '…';
}
