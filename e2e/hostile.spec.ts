/** Names, labels, history and contents of an image are a stranger's: shown as text, never obeyed. */
import type { Page } from '@playwright/test';
import { madeUp, sections } from './support/app_page.ts';
import { caseArchive, dockerArchive, tarOf } from './support/made_images.ts';
import { expect, test } from './support/test.ts';

const markup = '<img src=x onerror="window.hacked=1">';
const script = '<script>window.hacked=2</script>';
const svg = '"><svg onload=window.hacked=3>';
/** Right-to-left override, zero-width space, bell, escape sequence. */
const bidi = 'gpj.\u202Eexe\u200B\u0007\u001B[31m';
const hiddenCharacters = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const image = dockerArchive(
  [`${markup}:1`, `second${bidi}:2`],
  {
    author: script,
    config: {
      Env: [`A=${markup}`, `${svg}=x`],
      Cmd: ['sh', '-c', `echo ${script}`],
      Entrypoint: [svg],
      WorkingDir: markup,
      User: bidi,
      Labels: { [markup]: script, link: 'javascript:window.hacked=4', __proto__x: 'y', constructor: 'z', bidi },
      Volumes: { [svg]: {} },
      Healthcheck: { Test: ['CMD-SHELL', markup] },
    },
    history: [
      { created_by: `RUN ${markup} && ${script}`, comment: svg },
      { created_by: `ENV X=${svg}${bidi}`, empty_layer: true, comment: markup },
    ],
  },
  [
    tarOf([
      { path: markup, text: `${markup}\n${script}\n\u202Etxet\n` },
      { path: `${script}.html`.replace('/', '∕'), text: 'x' },
      { path: `dir/${svg}`, text: 'y' },
      { path: bidi, text: 'z' },
      { path: 'percent%2F..%2F#?at=0', text: 'odd' },
      { path: 'link', link: 'javascript:window.hacked=5' },
      { path: 'link2', link: markup },
    ]),
  ],
);

test('markup in an image is shown as it is written, and nothing runs', async ({ app, page }) => {
  page.on('dialog', (dialog) => {
    throw new Error(`a dialog opened: ${dialog.message()}`);
  });
  await app.open(madeUp(`${markup}${bidi}.tar`, image));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(markup);

  for (const section of sections) {
    await app.go(section);
    await expectHarmless(page);
  }
  await app.go('Config');
  await expect(page.getByRole('main')).toContainText(markup);
  await expect(page.getByRole('main')).toContainText(script);
  await expect(app.configField('User')).toHaveText('gpj.⟨202E⟩exe⟨200B⟩⟨0007⟩⟨001B⟩[31m');
  await app.go('Layers');
  await app.stack.getByRole('button').first().click();
  await expect(app.stack).toContainText(`RUN ${markup} && ${script}`);
  await expectHarmless(page);

  await app.go('Files');
  await app.goToPath(`/${markup}`);
  await expect(app.details.locator('pre')).toHaveText(`${markup}\n${script}\n⟨202E⟩txet\n`);
  await expectHarmless(page);
  for (const name of ['link', 'link2', 'percent%2F..%2F#?at=0']) {
    await app.goToPath(`/${name}`);
    await expect(app.row(name)).toHaveAttribute('aria-selected', 'true');
    await expectHarmless(page);
  }
  await app.goToPath('/link');
  await app.details.getByRole('link', { name: 'javascript:' }).click();
  await expect(page.getByText('does not exist at this point of view')).toBeVisible();
  await expectHarmless(page);
});

test('names that are no UTF-8, with control characters and a right-to-left override', async ({ app, page }) => {
  await app.open(madeUp('T9.tar', caseArchive('T9')));
  await app.go('Files');
  await expect(app.rows.locator('.tree-label')).toHaveText([
    'esc-⟨001B⟩[31m',
    'latin-\uFFFD',
    'ln-\uFFFD',
    'nl-⟨000A⟩x',
    'rlo-⟨202E⟩gpj.exe',
  ]);
  await app.row('rlo-⟨202E⟩gpj.exe').click();
  await expect(app.details).toContainText('rlo-⟨202E⟩gpj.exe');
  await expectHarmless(page);
});

test('links that lead in a circle are followed as far as one clicks', async ({ app, page }) => {
  const files = tarOf([
    { path: 'a', link: 'b' },
    { path: 'b', link: 'a' },
    { path: 'self', link: 'self/self' },
    // What the page itself reads out of an image.
    { path: 'etc/os-release', link: '../usr/lib/os-release' },
    { path: 'usr/lib/os-release', link: '../../etc/os-release' },
    { path: 'etc/passwd', link: 'passwd' },
    { path: 'file', text: 'owned by 0' },
  ]);
  await app.open(madeUp('circles.tar', dockerArchive(['circles:1'], {}, [files])));
  await app.go('Files');
  const leadsTo = (name: string) => app.details.getByRole('link', { name, exact: true });
  const heading = app.details.getByRole('heading', { level: 3 }).first();
  await app.goToPath('/a');
  for (const name of ['b', 'a', 'b']) {
    await leadsTo(name).click();
    await expect(heading).toContainText(`/${name}`);
    await expect(app.row(name)).toHaveAttribute('aria-selected', 'true');
  }
  await app.goToPath('/self');
  await leadsTo('self/self').click();
  await expect(page.getByText('/self/self does not exist at this point of view')).toBeVisible();
  await app.goToPath('/file');
  await expect(app.details.locator('pre')).toHaveText('owned by 0');
  await expect(app.details).toContainText('0:0');
  await app.go('Anatomy');
  await expect(app.problem).toBeHidden();
});

test('a name ends at its NUL, as it does for Linux', async ({ app, page }) => {
  const files = tarOf([
    { path: 'header\0.png', text: 'of a header' },
    { path: 'x', text: 'of a record', pax: [['path', 'etc/passwd\0/../../shadow']] },
    { path: 'link', link: 'y', pax: [['linkpath', 'header\0/../elsewhere']] },
  ]);
  await app.open(madeUp('nul.tar', dockerArchive(['nul:1'], {}, [files])));
  await app.go('Files');
  await page.getByRole('button', { name: 'Expand all' }).click();
  await expect(app.rows.locator('.tree-label')).toHaveText(['etc', 'passwd', 'header', 'link']);
  await expect(app.row('link').locator('.tree-link')).toHaveText('→ header');
  for (const [path, text] of [
    ['/header', 'of a header'],
    ['/etc/passwd', 'of a record'],
  ] as const) {
    await app.goToPath(path);
    await expect(app.details.locator('pre')).toHaveText(text);
    await expectHarmless(page);
  }
  await app.goToPath('/link');
  await app.details.getByRole('link', { name: 'header', exact: true }).click();
  await expect(app.details.locator('pre')).toHaveText('of a header');
});

/** Nothing ran, no element came from the image, no link leaves the page, no hidden character is obeyed. */
async function expectHarmless(page: Page) {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll('#app *')];
    const attributes = all.flatMap((element) => [...element.attributes].map(({ name, value }) => ({ name, value })));
    return {
      hacked: (window as { hacked?: number }).hacked,
      elements: all.map((element) => element.localName),
      handlers: attributes.filter(({ name }) => name.startsWith('on')),
      links: [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? ''),
      texts: [document.body.textContent, document.title, ...attributes.map(({ value }) => value)],
    };
  });
  expect(found.hacked).toBeUndefined();
  expect(found.elements).not.toContain('img');
  expect(found.elements).not.toContain('script');
  expect(found.handlers).toEqual([]);
  // The page's own: its sections and the documentation beside it.
  expect(found.links.filter((href) => !/^(#\/|learn\/(#[a-z]+)?$)/.test(href))).toEqual([]);
  expect(found.texts.filter((text) => hiddenCharacters.test(text ?? ''))).toEqual([]);
}
