/** A session as the commands want it: open, choose images, wait until their layers are in. */
import type { ImageReport, LostFile, PathHistory, Progress, Report } from '../../web/src/engine/api.ts';
import { EngineSession } from '../../web/src/engine/engine_session.ts';
import type { WorkPlan } from '../../web/src/engine/image_work.ts';
import { instantiateEngine } from '../../web/src/engine/module.ts';
import { ProblemError, problemOf } from '../../web/src/engine/problems.ts';
import type { SourceSpec } from '../../web/src/engine/protocol.ts';
import { compiledEngine, nodeHost } from './node_host.ts';
import { openPaths, sourceOf } from './node_source.ts';
import { isPlatform, platformText } from './platform.ts';
import { ProgressLine } from './progress_line.ts';
import { safe } from './text.ts';
import { WrongUsage } from './wrong_usage.ts';

export interface Choice {
  /** Index of the image in the archive, as `inspect` lists them. */
  image?: number | undefined;
  /** `os/arch[/variant]`. */
  platform?: string | undefined;
}

export class OpenedImage {
  private constructor(
    private readonly session: EngineSession,
    private readonly source: SourceSpec,
    private readonly events: SessionEvents,
  ) {}

  /** Opens IMAGE; its metadata is there then. Digests are checked only where the plan says so. Throws ProblemError. */
  static async open(image: string, plan: WorkPlan = { list: false, scan: true, verify: false }): Promise<OpenedImage> {
    const events = new SessionEvents(new ProgressLine(process.stderr));
    const source = await sourceOf(image);
    const session = new EngineSession(nodeHost, source, events, plan);
    const opened = new OpenedImage(session, source, events);
    await events.until((state) => state.report !== undefined);
    return opened;
  }

  get report(): Report {
    if (!this.events.report) throw new Error('The report is there once the image is open.');
    return this.events.report;
  }

  /** Indices of the images that were asked for; without a choice all of them. Throws WrongUsage where there are none. */
  chosen({ image, platform }: Choice): number[] {
    const { images } = this.report;
    const fits = [...images.keys()].filter(
      (i) =>
        (image === undefined || i === image) &&
        (platform === undefined || isPlatform((images[i] as ImageReport).platform, platform)),
    );
    if (fits.length > 0) return fits;
    const asked = [image === undefined ? '' : `number ${image}`, platform ? `for ${platform}` : ''].filter(Boolean);
    const list = images.map((each, i) => `\n  ${i}: ${safe(titleOf(each))}`).join('');
    throw new WrongUsage(`There is no image ${safe(asked.join(' '))} in the archive, which has:${list}`);
  }

  /** The one image a command works on: of those asked for the first that is an image with all its layers. */
  async choose(choice: Choice): Promise<ImageReport> {
    const { images } = this.report;
    const fits = this.chosen(choice);
    const index = fits.find((i) => images[i]?.kind === 'image' && isWhole(images[i])) ?? fits[0];
    return this.scan(index as number);
  }

  /** Does what is planned for one image, as a rule to read its layers to the end, and gives its report. */
  async scan(index: number): Promise<ImageReport> {
    this.events.restart();
    this.session.selectImage(index);
    await this.events.until(({ progress }) => progress?.phase === 'done');
    return this.report.images[index] as ImageReport;
  }

  /** Gives the text of `tree --json` piece by piece; with `from`, what lies between the trees at `from` and `to`. */
  async treeText(to: number, from: number | undefined, onText: (text: string) => void): Promise<void> {
    const stop = new Stop();
    await this.session.treeText(from === undefined ? { to } : { to, from }, stop.guard(onText));
    stop.rethrow();
  }

  /** Every version of a path. Throws ProblemError path-not-found where no layer ever had it. */
  pathHistory(path: string): Promise<PathHistory> {
    return this.session.pathHistory(path);
  }

  /** Gives a file's bytes. Read in this thread: who takes its time in `onPiece` holds the reading up. */
  async readPath(path: string, layer: number, onPiece: (piece: Uint8Array) => void): Promise<void> {
    const { file, plan } = await this.session.locatePath(path, layer);
    const reader = openPaths(this.source)[file];
    if (!reader) throw new Error(`The source has no file ${file}.`);
    const engine = await instantiateEngine(await compiledEngine());
    const stop = new Stop();
    const guarded = stop.guard(onPiece);
    const outcome = await engine.readEntry(reader, plan, (piece) => {
      guarded(piece);
      return !stop.stopped;
    });
    stop.rethrow();
    if (outcome.code) throw new ProblemError(problemOf(outcome));
  }

  /** Gives a tar of what `path` leads to and of all below it; read in this thread. */
  async exportTree(
    path: string,
    layer: number,
    onPiece: (piece: Uint8Array) => void,
    onLost: (lost: LostFile) => void,
  ): Promise<void> {
    const { plan } = await this.session.locateTree(path, layer);
    const engine = await instantiateEngine(await compiledEngine());
    const stop = new Stop();
    const guarded = stop.guard(onPiece);
    const outcome = await engine.exportTree(
      openPaths(this.source),
      plan,
      (piece) => {
        guarded(piece);
        return !stop.stopped;
      },
      stop.guard(onLost),
    );
    stop.rethrow();
    if (outcome.code) throw new ProblemError(problemOf(outcome));
  }

  close(): void {
    this.events.line.clear();
    this.session.close();
  }
}

function isWhole(image: ImageReport | undefined): boolean {
  return image?.layers.every((layer) => layer.state !== 'missing') ?? false;
}

/** What a person calls the image: its first name and its platform. */
export function titleOf(image: ImageReport): string {
  const kind = image.kind === 'image' ? '' : `(${image.kind})`;
  return [image.names[0] ?? '<no name>', platformText(image.platform), kind].filter(Boolean).join(' ');
}

/** Opens IMAGE, reads the layers of the one image that `choice` means, and closes it when `work` is done. */
export async function withImage(
  path: string,
  choice: Choice,
  work: (opened: OpenedImage, image: ImageReport) => Promise<void>,
): Promise<void> {
  const opened = await OpenedImage.open(path);
  try {
    const image = await opened.choose(choice);
    const lacking = image.layers
      .filter(({ state }) => state !== 'complete')
      .map(({ index, state }) => `${index} (${state})`);
    if (lacking.length > 0)
      process.stderr.write(
        `image-anatomy: not all layers could be read, the answer lacks them: ${lacking.join(', ')}\n`,
      );
    await work(opened, image);
  } finally {
    opened.close();
  }
}

/** Holds back what a callback throws, which must not fly through wasm or through a message handler. */
class Stop {
  private error: unknown;
  stopped = false;

  /** The callback until it throws, nothing after that. */
  guard<Piece>(callback: (piece: Piece) => void): (piece: Piece) => void {
    return (piece) => {
      if (this.stopped) return;
      try {
        callback(piece);
      } catch (error) {
        this.error = error;
        this.stopped = true;
      }
    };
  }

  rethrow(): void {
    if (this.stopped) throw this.error;
  }
}

/** Collects what the session says, and lets commands wait for it. */
class SessionEvents {
  report: Report | undefined;
  progress: Progress | undefined;
  private problem: ProblemError | undefined;
  private check: () => void = () => undefined;

  constructor(readonly line: ProgressLine) {}

  restart(): void {
    this.progress = undefined;
  }

  until(done: (state: SessionEvents) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.check = () => {
        if (this.problem) reject(this.problem);
        else if (done(this)) resolve();
      };
      this.check();
    });
  }

  onReport(report: Report): void {
    this.report = report;
    this.check();
  }

  onProgress(progress: Progress): void {
    this.progress = progress;
    this.line.show(progress);
    this.check();
  }

  onTree(): void {}

  onProblem(problem: ProblemError['problem']): void {
    this.line.clear();
    this.problem = new ProblemError(problem);
    this.check();
  }

  onInterrupted(problem: ProblemError['problem']): void {
    this.onProblem(problem);
  }
}
