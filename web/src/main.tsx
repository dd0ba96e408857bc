/** Puts the page together. */
import './theme/index.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { prepareEngine } from './engine/api.ts';
import { languages, loadMessages } from './i18n/index.ts';
import { AppContext, createApp, openAddressed } from './state/app.ts';
import { followHostPage } from './state/host_page.ts';
import { openLaunchedFiles } from './state/launch.ts';
import { App } from './views/app.tsx';
import { sections } from './views/sections.ts';

async function start(host: HTMLElement) {
  const app = await createApp();
  // What index.html says for the case that this is never reached.
  host.replaceChildren();
  render(
    <AppContext.Provider value={app}>
      <App />
    </AppContext.Provider>,
    host,
  );
  // Now, and again whenever the page waits for an image. What is shown in another page has its image already.
  if (!app.isEmbedded) effect(() => void (app.inspection.status.value === 'empty' && prepareEngine()));
  openAddressed(app);
  openLaunchedFiles(app);
  if (app.isEmbedded) followHostPage(app);
  setTimeout(loadTheRest);
}

/** What the first picture can do without, before anybody asks for it. What fails is tried again when it is needed. */
function loadTheRest() {
  for (const { View } of sections) void View.load();
  for (const language of languages) loadMessages(language).catch(() => undefined);
  import('./views/files/text_work/text_work.ts').catch(() => undefined);
}

const host = document.getElementById('app');
if (!host) throw new Error('index.html has no #app');
// browser_check.js has told what this browser lacks.
if (document.documentElement.dataset.missing === undefined) void start(host);
