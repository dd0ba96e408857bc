/** A session as the commands want it: open, choose images, wait until their layers are in. */
import type { ImageReport, Platform, Progress, Report } from '../../web/src/engine/api.ts';
import { EngineSession } from '../../web/src/engine/engine_session.ts';
import { instantiateEngine } from '../../web/src/engine/module.ts';
import { ProblemError, problemOf } from '../../web/src/engine/problems.ts';
import type { SourceSpec } from '../../web/src/engine/protocol.ts';
import { nodeHost } from './node_host.ts';
import { openPaths, sourceOf } from './node_source.ts';
import { ProgressLine } from './progress_line.ts';
import { safe } from './text.ts';

export interface Choice {
  /** Index of the image in the archive, as `inspect` lists them. */
  image?: number | undefined;
  /** `os/arch[/variant]`. */
  platform?: string | undefined;
}

/** Nothing in the archive is what `--image` or `--platform` asks for. */
export class NoSuchImage extends Error {}

export class OpenedImage {
  private constructor(
    private readonly session: EngineSession,
    private readonly source: SourceSpec,
    private readonly events: SessionEvents,
  ) {}

  /** Opens IMAGE; its metadata is there then. Throws ProblemError. */
  static async open(image: string): Promise<OpenedImage> {
    const events = new SessionEvents(new ProgressLine(process.stderr));
    const source = await sourceOf(image);
    const session = new EngineSession(nodeHost, source, events);
    const opened = new OpenedImage(session, source, events);
    await events.until((state) => state.report !== undefined);
    return opened;
  }

  get report(): Report {
    if (!this.events.report) throw new Error('The report is there once the image is open.');
    return this.events.report;
  }

  /** Indices of the images that were asked for; without a choice all of them. */
  chosen({ image, platform }: Choice): number[] {
    const { images } = this.report;
    const fits = images
      .map((_, i) => i)
      .filter((i) => (image === undefined || i === image) && matches(images[i], platform));
    if (fits.length > 0) return fits;
    const list = images.map((each, i) => `${i}: ${safe(titleOf(each))}`).join('\n  ');
    throw new NoSuchImage(`The archive has these images:\n  ${list}`);
  }

  /** The one image a command works on: the first that was asked for and is an image. */
  async choose(choice: Choice): Promise<ImageReport> {
    const fits = this.chosen(choice);
    const index =
      fits.find((i) => this.report.images[i]?.kind === 'image' && isWhole(this.report.images[i])) ?? fits[0];
    return this.scan(index as number);
  }

  /** Reads the layers of one image to the end and gives its report. */
  async scan(index: number): Promise<ImageReport> {
    this.events.restart();
    this.session.selectImage(index);
    await this.events.until(({ progress }) => progress?.phase === 'done');
    return this.report.images[index] as ImageReport;
  }

  treeText(to: number, from?: number): Promise<string> {
    return this.session.treeText(from === undefined ? { to } : { to, from });
  }

  /** Gives a file's bytes until `onPiece` returns false. Read in this thread: who takes its time holds the reading up. */
  async readPath(path: string, layer: number, onPiece: (piece: Uint8Array) => boolean): Promise<void> {
    const { file, plan } = await this.session.locatePath(path, layer);
    const reader = openPaths(this.source)[file];
    if (!reader) throw new Error(`The source has no file ${file}.`);
    const engine = await instantiateEngine(await nodeHost.compiledEngine());
    const outcome = await engine.readEntry(reader, plan, onPiece);
    if (outcome.code) throw new ProblemError(problemOf(outcome));
  }

  close(): void {
    this.events.line.clear();
    this.session.close();
  }
}

function matches(image: ImageReport | undefined, platform: string | undefined): boolean {
  if (!image) return false;
  return (
    platform === undefined ||
    platformText(image.platform) === platform ||
    `${platformText(image.platform)}/`.startsWith(`${platform}/`)
  );
}

function isWhole(image: ImageReport | undefined): boolean {
  return image?.layers.every((layer) => layer.state !== 'missing') ?? false;
}

/** `linux/arm64/v8`; '' where nothing is known. */
export function platformText({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}

/** What a person calls the image: its first name and its platform. */
export function titleOf(image: ImageReport): string {
  const kind = image.kind === 'image' ? '' : ` (${image.kind})`;
  return `${image.names[0] ?? '<no name>'} ${platformText(image.platform)}${kind}`.trim();
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
    this.problem = new ProblemError(problem);
    this.check();
  }
}
