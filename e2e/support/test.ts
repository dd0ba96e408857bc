/** The `test` of all specs: a page object, and a page that must not throw, complain or break its own policy behind our back. */
import { test as base, type ConsoleMessage, expect } from '@playwright/test';
import { AppPage } from './app_page.ts';

interface Fixtures {
  app: AppPage;
  /** What the page threw or wrote as an error; a test that provokes some empties the list. */
  complaints: string[];
  /** Leaves the page the dialog that gives handles, which Playwright cannot answer; without it the button is a plain file input. */
  handles: boolean;
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      const onError = (error: Error) => complaints.push(String(error));
      const onMessage = (message: ConsoleMessage) => {
        if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
      };
      page.on('pageerror', onError).on('console', onMessage);
      await use(complaints);
      page.off('pageerror', onError).off('console', onMessage);
      expect(complaints, 'errors the page left in the console').toEqual([]);
    },
    { auto: true },
  ],
  handles: [false, { option: true }],
  context: async ({ context, handles }, use) => {
    if (!handles) await context.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
    await use(context);
  },
  app: async ({ page }, use) => {
    await use(new AppPage(page));
  },
});

export { expect };
