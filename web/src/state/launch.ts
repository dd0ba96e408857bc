/** Images that the system's file manager opens with the installed page (`file_handlers` in the manifest). */
import { type App, openSource } from './app.ts';

/** What the typings do not know yet: https://wicg.github.io/web-app-launch/ */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemHandle[] }) => void): void;
}

/** Opens each file the page is launched with, now or later. */
export function openLaunchedFiles(app: App): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    const handle = files.find((file) => file.kind === 'file');
    if (handle) void open(app, handle as FileSystemFileHandle);
  });
}

async function open(app: App, handle: FileSystemFileHandle): Promise<void> {
  try {
    openSource(app, { kind: 'file', file: await handle.getFile() }, handle);
  } catch (error) {
    app.inspection.refuse(error);
  }
}
