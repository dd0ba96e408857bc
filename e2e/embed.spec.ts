/** `<image-anatomy>` shows an image inside another page of the same origin, and only the image. */
import AxeBuilder from '@axe-core/playwright';
import type { FrameLocator, Page } from '@playwright/test';
import { type ImageSite, imageSite } from './support/image_site.ts';
import { test as base, expect } from './support/test.ts';

// What the documentation tells who has a policy; styles by script are allowed by any.
const policy = "default-src 'none'; script-src 'self'; frame-src 'self'";

interface Host {
  site: ImageSite;
  /** Opens a page of the same site with this in its body. */
  show(body: string, attributes?: string): Promise<void>;
}

const test = base.extend<{ host: Host }>({
  host: async ({ page }, use) => {
    const site = await imageSite();
    site.fixture('app.docker26.tar');
    site.fixture('app.podman.tar');
    await use({
      site,
      async show(body, attributes = 'lang="en"') {
        site.intercept = ({ url }, response) => {
          if (url !== '/docs/host.html') return false;
          const script = '<script type="module" src="../page/embed.js"></script>';
          const html = `<!doctype html><html ${attributes}><title>Host</title>${script}<body><main><h1>Host</h1>${body}</main>`;
          response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy }).end(html);
          return true;
        };
        await page.goto(`${site.origin}/docs/host.html`);
      },
    });
    site.stop();
  },
});

const frame = (page: Page, index = 0): FrameLocator => page.frameLocator('image-anatomy iframe').nth(index);
const heading = (page: Page, index = 0) => frame(page, index).getByRole('heading', { level: 2 });
const element = (page: Page) => page.locator('image-anatomy').first();
const set = (page: Page, name: string, value: string) =>
  element(page).evaluate((node, [key, to]) => node.setAttribute(key as string, to as string), [name, value]);

test('two images on one page, each at its section and path', async ({ host, page }) => {
  await host.show(`
    <image-anatomy src="../images/app.docker26.tar" section="layers"></image-anatomy>
    <image-anatomy src="../images/app.podman.tar" path="/etc/config.default" title="A file"></image-anatomy>`);
  await expect(heading(page)).toHaveText('Layers');
  await expect(frame(page, 1).getByRole('complementary', { name: 'Details' })).toContainText('/etc/config.default');
  await expect(page.getByTitle('Anatomy of the image app.docker26.tar')).toHaveCount(1);
  await expect(page.locator('iframe[title="A file"]')).toHaveCount(1);
});

test('compact: no way to open another image, but one to the page itself', async ({ host, page }) => {
  await host.show('<image-anatomy src="../images/app.docker26.tar" section="config"></image-anatomy>');
  await expect(heading(page)).toHaveText('Config');
  const inside = frame(page);
  for (const name of ['Open another', 'Português', 'Help and keys']) {
    await expect(inside.getByRole('button', { name })).toHaveCount(0);
  }
  await expect(inside.locator('#file-input')).toHaveCount(0);
  await expect(inside.getByRole('link', { name: 'Learn what an image is made of' })).toHaveCount(0);
  await inside.getByRole('link', { name: 'Files', exact: true }).click();
  await expect(heading(page)).toHaveText('Files');

  const [full] = await Promise.all([
    page.waitForEvent('popup'),
    inside.getByRole('link', { name: /Open in full/ }).click(),
  ]);
  expect(decodeURIComponent(full.url())).toBe(`${host.site.address}?url=/images/app.docker26.tar#/files/`);
  await expect(full.getByRole('button', { name: 'Open another' })).toBeVisible();
});

test('attributes change: the view without a new load and without steps for Back, the image with one', async ({
  host,
  page,
}) => {
  await host.show('<image-anatomy src="../images/app.docker26.tar" section="layers"></image-anatomy>');
  await expect(heading(page)).toHaveText('Layers');
  const steps = await page.evaluate(() => history.length);
  await frame(page)
    .locator('body')
    .evaluate((body) => body.setAttribute('data-same', ''));
  await set(page, 'section', 'manifest');
  await expect(heading(page)).toHaveText('Manifest');
  await set(page, 'view', 'files/etc?at=0');
  await expect(heading(page)).toHaveText('Files');
  await expect(frame(page).locator('body[data-same]')).toHaveCount(1);
  expect(await page.evaluate(() => history.length)).toBe(steps);

  await set(page, 'src', '../images/app.podman.tar');
  await expect(page.getByTitle('Anatomy of the image app.podman.tar')).toHaveCount(1);
  await expect(frame(page).locator('body[data-same]')).toHaveCount(0);
  await expect(heading(page)).toHaveText('Files');
});

test('another origin: words in the element, nothing requested; then an image of this one', async ({
  host,
  page,
  context,
}) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await host.show(
    '<image-anatomy src="https://elsewhere.example/a.tar"></image-anatomy><image-anatomy></image-anatomy>',
  );
  await expect(element(page)).toContainText('This image lies on another site');
  await expect(page.locator('image-anatomy').nth(1)).toContainText('No image was named');
  expect(asked.filter((url) => !/host\.html|embed\.js|favicon/.test(url))).toEqual([]);
  await set(page, 'src', '../images/app.docker26.tar');
  await expect(heading(page)).toContainText('Anatomy of');
});

test('language and colours are those around it, and change with them', async ({ host, page }) => {
  const body = '<image-anatomy src="../images/app.docker26.tar" section="layers"></image-anatomy>';
  await host.show(body, 'lang="pt"');
  await expect(heading(page)).toHaveText('Camadas');
  const root = frame(page).locator('html');
  await page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'dark'));
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'light dark'));
  await expect(root).not.toHaveAttribute('data-theme');
  await page.evaluate(() => document.documentElement.setAttribute('lang', 'en'));
  await expect(heading(page)).toHaveText('Layers');
  await set(page, 'lang', 'pt-BR');
  await set(page, 'theme', 'light');
  await expect(heading(page)).toHaveText('Camadas');
  await expect(root).toHaveAttribute('data-theme', 'light');
  // The reader's own choice on the page itself is another matter.
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('nothing jumps, the focus stays, and what is out of sight waits', async ({ host, page }) => {
  const lines = '<p>text</p>'.repeat(300);
  await host.show(`<button>Host button</button>
    <image-anatomy src="../images/app.docker26.tar" section="files" path="/etc/config.default"></image-anatomy><p id="after">After</p>
    ${lines}<image-anatomy src="../images/app.podman.tar" section="layers" layer="1"></image-anatomy>`);
  const button = page.getByRole('button', { name: 'Host button' });
  await button.focus();
  const after = await page.locator('#after').boundingBox();
  expect((await element(page).boundingBox())?.height).toBe(512);
  await expect(frame(page).getByRole('complementary', { name: 'Details' }).locator('pre')).not.toBeEmpty();
  expect(await page.locator('#after').boundingBox()).toEqual(after);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await expect(button).toBeFocused();
  expect(host.site.asked.some(({ path }) => path.includes('app.podman.tar'))).toBe(false);
  // Near enough to be loaded; what is chosen in it comes into sight inside it, and nothing moves around it.
  const place = await page
    .locator('image-anatomy')
    .nth(1)
    .evaluate((node) => {
      window.scrollTo({ top: node.getBoundingClientRect().top - window.innerHeight - 100, behavior: 'instant' });
      return window.scrollY;
    });
  await expect(heading(page, 1)).toHaveText('Layers');
  await expect(frame(page, 1).getByRole('link', { name: 'Tree at this layer' })).toBeVisible();
  expect(await page.evaluate(() => window.scrollY)).toBe(place);
});

test('what cannot be opened is said inside, and tried again there', async ({ host, page, complaints }) => {
  await host.show('<image-anatomy src="../images/later.tar"></image-anatomy>');
  await expect(frame(page).getByRole('alert')).toHaveAttribute('data-code', 'url-not-found');
  const { readFixture } = await import('./support/fixtures.ts');
  host.site.put('later.tar', readFixture('app.docker26.tar'));
  await frame(page).getByRole('button', { name: 'Try again' }).click();
  await expect(heading(page)).toContainText('Anatomy of');
  complaints.length = 0;
});

test('axe finds nothing wrong around and inside', async ({ host, page }) => {
  await host.show('<image-anatomy src="../images/app.docker26.tar" section="files"></image-anatomy>');
  await expect(heading(page)).toHaveText('Files');
  // A page and what it frames have a main part each.
  const { violations } = await new AxeBuilder({ page }).disableRules('landmark-unique').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
