/**
 * The `test` of specs that need no fresh browser: one page for all tests of a worker, since loading the page and compiling the engine takes
 * longer than most tests do. After a failure Playwright starts another worker, so nothing of it is left for the next test.
 *
 * Each test begins at the page's first section, on a screen of the usual size. What it leaves behind is an open image, which app.open()
 * replaces and app.look() may keep; a test that changes preferences takes them back, or uses the other `test`.
 */
import { AppPage } from './app_page.ts';
import { test as base, expect } from './test.ts';

export const test = base.extend<object, { sharedApp: AppPage }>({
  sharedApp: [
    async ({ browser }, use, { project }) => {
      const { viewport = null, locale = '', baseURL = '', serviceWorkers = 'block', userAgent = '' } = project.use;
      const context = await browser.newContext({ viewport, locale, baseURL, serviceWorkers, userAgent });
      await context.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
      await use(new AppPage(await context.newPage()));
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ sharedApp }, use) => {
    await use(sharedApp.page.context());
  },
  page: async ({ sharedApp, viewport, locale }, use, { project }) => {
    if (locale !== project.use.locale) throw new Error('A page in another language is none to share.');
    const { page } = sharedApp;
    if (viewport) await page.setViewportSize(viewport);
    if (page.url() !== 'about:blank') await page.goto('./#/');
    await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null });
    await use(page);
  },
  // The page is made ready before.
  app: async ({ sharedApp, page: _ }, use) => {
    await use(sharedApp);
  },
});

export { expect };
