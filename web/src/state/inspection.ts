/**
 * What is open: one archive, the image chosen in it, and everything the engine has told about it so far.
 * Opening another archive ends the one before.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import {
  type ImageReport,
  type ImageSource,
  openImage,
  type Problem,
  ProblemError,
  type Progress,
  type Report,
  type Session,
} from '../engine/api.ts';
import { FilesModel } from './files_model.ts';
import { asProblem } from './problem.ts';

/** `cancelled`: reading was stopped; what had been read stays usable. */
export type Status = 'empty' | 'opening' | 'open' | 'cancelled';

export interface Inspection {
  readonly status: ReadonlySignal<Status>;
  readonly sourceName: ReadonlySignal<string>;
  readonly report: ReadonlySignal<Report | null>;
  readonly imageIndex: ReadonlySignal<number>;
  readonly image: ReadonlySignal<ImageReport | null>;
  readonly progress: ReadonlySignal<Progress | null>;
  /** Bytes per second since reading began. */
  readonly rate: ReadonlySignal<number>;
  readonly problem: ReadonlySignal<Problem | null>;
  /** The file tree of the chosen image; null until the image is known, and after the engine has failed. */
  readonly files: ReadonlySignal<FilesModel | null>;
  open(source: ImageSource): void;
  /** Of what came from an address and is shown by its tables of contents, the layers are read only when this is called. */
  readLayers(): void;
  /** Of what came from an address, the digests are checked only when this is called. */
  checkDigests(): void;
  /** What is open, or was to be opened, came from an address: it can be tried again. */
  readonly isFromUrl: ReadonlySignal<boolean>;
  /** Something was given, perhaps with a name, that the browser cannot read. */
  refuse(error: unknown, name?: string): void;
  selectImage(index: number): void;
  cancel(): void;
  reopen(): void;
  close(): void;
}

function nameOf(source: ImageSource): string {
  switch (source.kind) {
    case 'file':
      return source.file.name;
    case 'folder':
      return source.name;
    case 'url':
      return source.url;
  }
}

export function createInspection(): Inspection {
  const status = signal<Status>('empty');
  const sourceName = signal('');
  const isFromUrl = signal(false);
  const report = signal<Report | null>(null);
  const imageIndex = signal(0);
  const image = computed(() => report.value?.images[imageIndex.value] ?? null);
  const progress = signal<Progress | null>(null);
  const rate = signal(0);
  const problem = signal<Problem | null>(null);
  const files = signal<FilesModel | null>(null);

  let source: ImageSource | null = null;
  let session: Session | null = null;
  let abort: AbortController | null = null;
  let startedAt = 0;

  function stop(): void {
    abort?.abort();
    session?.close();
    session = null;
    files.value = null;
  }

  function reset(next: Status): void {
    batch(() => {
      stop();
      report.value = null;
      progress.value = null;
      problem.value = null;
      imageIndex.value = 0;
      rate.value = 0;
      startedAt = performance.now();
      status.value = next;
    });
  }

  function open(next: ImageSource): void {
    reset('opening');
    source = next;
    sourceName.value = nameOf(next);
    isFromUrl.value = next.kind === 'url';
    const controller = new AbortController();
    abort = controller;
    // What an earlier session still had on its way is not heard any more.
    const hear =
      <Values extends unknown[]>(handle: (...values: Values) => void) =>
      (...values: Values) => {
        if (!controller.signal.aborted) batch(() => handle(...values));
      };
    session = openImage(
      next,
      {
        onReport: hear((value: Report, chosen: number) => {
          const isFirst = report.value === null;
          report.value = value;
          if (isFirst) showImage(chosen);
        }),
        onProgress: hear((value: Progress) => {
          // Each phase has a speed of its own.
          if (value.phase !== progress.value?.phase) startedAt = performance.now();
          progress.value = value;
          const seconds = (performance.now() - startedAt) / 1000;
          if (seconds > 0.3) rate.value = value.bytesRead / seconds;
        }),
        onTree: hear((layersInTree: number) => void files.value?.grow(layersInTree)),
        onProblem: hear((value: Problem) => {
          problem.value = value;
          progress.value = null;
          stop();
          if (report.value === null) status.value = 'empty';
        }),
        onInterrupted: hear((value: Problem) => {
          problem.value = value;
          status.value = 'cancelled';
        }),
      },
      controller.signal,
    );
  }

  function fail(error: unknown): void {
    const failure = asProblem(error);
    if (failure.code !== 'cancelled') problem.value = failure;
  }

  function selectImage(index: number): void {
    session?.selectImage(index);
    showImage(index);
  }

  function showImage(index: number): void {
    const chosen = report.value?.images[index];
    if (!session || !chosen) return;
    startedAt = performance.now();
    rate.value = 0;
    status.value = 'open';
    imageIndex.value = index;
    files.value = new FilesModel(session, chosen.layers.length, fail);
  }

  return {
    status,
    sourceName,
    isFromUrl,
    report,
    imageIndex,
    image,
    progress,
    rate,
    problem,
    files,
    open,
    refuse(error, name = '') {
      reset('empty');
      sourceName.value = name;
      problem.value =
        error instanceof ProblemError ? error.problem : { code: 'file-unreadable', detail: String(error) };
    },
    selectImage,
    readLayers: () => session?.readLayers(),
    checkDigests: () => session?.checkDigests(),
    cancel() {
      if (report.value === null) {
        reset('empty');
        if (isFromUrl.value) problem.value = { code: 'cancelled', detail: '' };
        return;
      }
      session?.stopScanning();
      status.value = 'cancelled';
    },
    reopen() {
      if (source) open(source);
    },
    close() {
      source = null;
      isFromUrl.value = false;
      reset('empty');
    },
  };
}
