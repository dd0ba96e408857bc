/** What the documentation does beside being read: live examples, copy buttons, and working without a network. */
import '../embed/embed.ts';
import { registerServiceWorker } from '../trusted_scripts.ts';

const root = document.documentElement;

/** The colours that were chosen on the page that opens images (state/preferences.ts). */
function followChosenTheme(): void {
  try {
    const theme = localStorage.getItem('image-anatomy.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
  } catch {
    // Storage can be switched off: colours then follow the system.
  }
}

function addCopyButtons(): void {
  const { copy = '', copied = '', notCopied = '' } = document.querySelector<HTMLElement>('main')?.dataset ?? {};
  for (const snippet of document.querySelectorAll('pre[data-copyable]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = copy;
    const outcome = document.createElement('span');
    outcome.setAttribute('role', 'status');
    button.addEventListener('click', async () => {
      const isCopied = await navigator.clipboard.writeText(snippet.textContent ?? '').then(
        () => true,
        () => false,
      );
      outcome.textContent = isCopied ? copied : notCopied;
      setTimeout(() => outcome.replaceChildren(), 2000);
    });
    const line = document.createElement('p');
    line.className = 'copying';
    line.append(outcome, button);
    snippet.before(line);
  }
}

/** The other language at the chapter that is being read. */
function keepPlace(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-keeps-place]')) {
    link.addEventListener('click', () => {
      link.hash = location.hash;
    });
  }
}

followChosenTheme();
window.addEventListener('storage', followChosenTheme);
addCopyButtons();
keepPlace();
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Both languages' pages lie at different depths; it may be refused (private windows, plain http).
  const address = new URL(/* @vite-ignore */ '../service_worker.js', import.meta.url);
  window.addEventListener('load', () => registerServiceWorker(address).catch(() => undefined));
}
