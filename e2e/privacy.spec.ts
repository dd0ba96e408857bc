/** Nothing leaves the page: not by its own doing, not by an image's, and it needs no network once it is loaded. */
import { sections } from './support/app_page.ts';
import { fixture } from './support/fixtures.ts';
import { intrude } from './support/intruder.ts';
import { expect, test } from './support/test.ts';

test.use({ serviceWorkers: 'allow' });

test('every request of a whole session goes to the page’s own origin', async ({ app, page, context }) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));

  await app.openFixture('app.docker26.tar');
  for (const section of sections) await app.go(section);
  await app.goToPath('/etc/config.default');
  await expect(app.details.locator('pre')).not.toBeEmpty();
  await app.openFixture('multi.buildx-oci.tar');

  const { origin } = new URL(page.url());
  expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url))).toEqual([]);
  expect(sockets).toEqual([]);
  // The net does catch what workers ask for.
  expect(asked.some((url) => url.endsWith('.wasm'))).toBe(true);
  await page.workers()[0]?.evaluate(() => fetch(new URL('/from-a-worker', location.origin)).catch(() => undefined));
  expect(asked).toContain(`${origin}/from-a-worker`);
});

test('the policy of the page blocks every other origin', async ({ app, page, complaints }) => {
  await app.start();
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  const violated = await intrude(page);
  expect(violated.isBlocked).toBe(true);
  expect(violated.directives).toEqual(
    expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem', 'require-trusted-types-for']),
  );
  expect(violated.title).not.toBe('taken over');
  // The browser reports each of them in the console.
  complaints.length = 0;
});

test('the policy holds in workers too', async ({ app, page, complaints }) => {
  await app.openFixture('app.docker26.tar');
  const outcome = await page.workers()[0]?.evaluate(async () => {
    const directives: string[] = [];
    self.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
    await fetch('http://127.0.0.2:9/').catch(() => undefined);
    // The event follows the refusal.
    await new Promise((resolve) => setTimeout(resolve, 200));
    return directives;
  });
  expect(outcome, 'a worker’s request to another origin was not blocked').toEqual(['connect-src']);
  complaints.length = 0;
});

test('once loaded, the page opens images without a network', async ({ app, page, context, complaints }) => {
  await app.start();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await app.choose(fixture('app.docker26.tar'));
  await app.allRead();
  await app.go('Files');
  await app.goToPath('/etc/config.default');
  await expect(app.details.locator('pre')).not.toBeEmpty();
  // Chromium asks for the icon again whenever the title changes; the page does without.
  expect(complaints.filter((complaint) => !complaint.includes('favicon.svg'))).toEqual([]);
  complaints.length = 0;
});
