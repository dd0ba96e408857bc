/** Finding files in a tree: by name, glob, regular expression, change and size; the way through what was found; links to it. */
import type { Page } from '@playwright/test';
import { type AppPage, madeUp } from './support/app_page.ts';
import { fixture } from './support/fixtures.ts';
import { caseArchive } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';
import { test as testOnFreshPage } from './support/test.ts';

const bar = (page: Page) => page.getByRole('search', { name: 'Filter and search' });
const field = (page: Page) => bar(page).getByRole('textbox', { name: 'Look for' });
const outcome = (page: Page) => bar(page).getByRole('status');
const choice = (page: Page, name: string) => bar(page).getByRole('combobox', { name });
const chosen = (page: Page) => page.locator('[role=row][aria-selected=true]:not([hidden]) .tree-label');
const names = (app: AppPage) => app.rows.filter({ visible: true }).locator('.tree-label');
const matching = (app: AppPage) => app.rows.and(app.page.locator('[data-matches=true]')).filter({ visible: true });

async function openFiles(app: AppPage, image = 'app.docker26.tar') {
  await app.openFixture(image);
  await app.go('Files');
}

test('a part of a name: what matches, what leads there, and the tree as it was afterwards', async ({ app, page }) => {
  await openFiles(app);
  await app.row('etc').locator('.tree-twisty').click();
  await expect(app.row('etc')).toHaveAttribute('aria-expanded', 'true');
  const before = await names(app).allTextContents();

  await field(page).fill('TABLE.CSV');
  await expect(names(app)).toHaveText(['srv', 'data', 'table.csv']);
  await expect(matching(app).locator('.tree-label')).toHaveText(['table.csv']);
  await expect(outcome(page)).toHaveText('1 match');
  await expect(page).toHaveURL(/#\/files\/etc\?filter=TABLE\.CSV$/);

  await bar(page).getByRole('button', { name: 'Clear' }).click();
  await expect(names(app)).toHaveText(before);
  await expect(field(page)).toBeFocused();
  await expect(page).toHaveURL(/#\/files\/etc$/);
});

test('globs and regular expressions, of names and of paths', async ({ app, page }) => {
  await openFiles(app);
  await choice(page, 'How the text is meant').selectOption('Glob');
  await field(page).fill('*.csv');
  await expect(matching(app).locator('.tree-label')).toHaveText(['table-again.csv', 'table.csv']);
  await field(page).fill('/srv/*');
  await expect(names(app).first()).toHaveText('srv');
  await expect(matching(app).first()).toHaveAttribute('aria-level', '2');
  for (const level of await matching(app).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-level')))) {
    expect(level).toBe('2');
  }
  await choice(page, 'How the text is meant').selectOption('Regex');
  await field(page).fill('^table\\.[a-z]{3}$');
  await expect(matching(app).locator('.tree-label')).toHaveText(['table.csv']);
  await field(page).fill('^/srv/d.*\\.csv');
  await expect(names(app)).toHaveText(['srv', 'data', 'table-again.csv', 'table.csv']);
});

test('a pattern that is not valid, and one that would never end', async ({ app, page }) => {
  await openFiles(app);
  await field(page).fill('table.csv');
  await expect(names(app)).toHaveText(['srv', 'data', 'table.csv']);
  await choice(page, 'How the text is meant').selectOption('Regex');
  await field(page).fill('é(table');
  await expect(outcome(page)).toHaveText('A ( is never closed. (at character 8) The rows are still those of before.');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(names(app)).toHaveText(['srv', 'data', 'table.csv']);
  await field(page).fill('table)');
  await expect(outcome(page)).toContainText('A ) was never opened. (at character 6)');
  await field(page).fill('(table)[.]csv');
  await expect(outcome(page)).toHaveText('1 match');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'false');

  await field(page).fill('^(?=.)(([a-z./-]+)+)+[!?]$');
  await expect(outcome(page)).toContainText('This pattern takes too long to try.');
  await expect(names(app)).toHaveText(['srv', 'data', 'table.csv']);
  await field(page).press('Escape');
  await expect(field(page)).toHaveValue('');
  await expect(app.row('bin')).toBeVisible();
});

test('by change and by size, alone and together', async ({ app, page }) => {
  await openFiles(app);
  const segments = page.getByRole('group', { name: 'Point of view' });
  await segments.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('combobox', { name: 'from' }).selectOption('1');
  await choice(page, 'Change').selectOption('removed');
  await expect(matching(app).first()).toBeVisible();
  await expect(matching(app).and(page.locator(':not([data-status=removed])'))).toHaveCount(0);
  await expect(page).toHaveURL(/change=removed/);
  await choice(page, 'Change').selectOption('any change');

  await segments.getByRole('link', { name: 'Merged tree' }).click();
  await choice(page, 'Size of files').selectOption('empty files');
  await expect(matching(app).first()).toBeVisible();
  for (const size of await matching(app).locator('.tree-size').allTextContents()) expect(size).toMatch(/^0/);
  await choice(page, 'Size of files').selectOption({ value: '10000-' });
  await field(page).fill('zzz');
  await expect(page.getByText('Nothing meets all these conditions at once.')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear the filter' }).last().click();
  await expect(app.row('bin')).toBeVisible();
  await expect(choice(page, 'Size of files')).toHaveValue('-');
});

test('nothing matches: said so, and one click away from everything', async ({ app, page }) => {
  await openFiles(app);
  await field(page).fill('no-such-thing');
  await expect(page.getByText('Nothing here matches.')).toBeVisible();
  await expect(outcome(page)).toHaveText('0 matches');
  await page.locator('.no-match').getByRole('button').click();
  await expect(app.row('bin')).toBeVisible();
  await expect(field(page)).toHaveValue('');
});

test('search: keys lead from match to match, also into folded folders', async ({ app, page }) => {
  await openFiles(app);
  await page.getByRole('main').focus();
  await page.keyboard.press('4');
  await page.keyboard.press('/');
  await expect(page.getByRole('heading', { level: 2, name: 'Files' })).toBeVisible();
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('');

  await bar(page).getByRole('checkbox', { name: 'Only matches' }).uncheck();
  await field(page).focus();
  await page.keyboard.type('table');
  await page.keyboard.press('Enter');
  await expect(outcome(page)).toHaveText(/^1 of \d+$/);
  const all = Number(/\d+$/.exec((await outcome(page).textContent()) ?? '')?.[0]);
  expect(all).toBeGreaterThan(1);
  await expect(chosen(page)).toContainText('table');
  await expect(app.row('bin')).toBeVisible();
  const first = await chosen(page).textContent();
  await expect(app.details).toContainText(first ?? '');

  await page.keyboard.press('Enter');
  await expect(outcome(page)).toHaveText(`2 of ${all}`);
  await page.keyboard.press('Shift+Enter');
  await expect(outcome(page)).toHaveText(`1 of ${all}`);
  await page.keyboard.press('Shift+Enter');
  await expect(outcome(page)).toHaveText(`${all} of ${all}`);
  await page.keyboard.press('ArrowDown');
  await expect(app.tree).toBeFocused();
  await page.keyboard.press('F3');
  await expect(outcome(page)).toHaveText(`1 of ${all}`);
  await expect(chosen(page)).toHaveText(first ?? '');
  await page.keyboard.press('Home');
  await expect(outcome(page)).toHaveText(`${all} matches`);

  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('');
  await expect(app.tree).toBeFocused();
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(app.tree).toBeFocused();
});

test('a link carries the filter: through a reload, and back to it', async ({ app, page }) => {
  const address = './#/files/?filter=*.CSV&kind=glob&change=added,modified,unmodified&min=1&max=5000000';
  await app.start(address);
  await app.choose(fixture('app.docker26.tar'));
  await app.allRead();
  await expect(names(app)).toHaveText(['srv', 'data', 'table-again.csv', 'table.csv']);
  await expect(field(page)).toHaveValue('*.CSV');
  await expect(choice(page, 'How the text is meant')).toHaveValue('glob');
  await expect(choice(page, 'Change')).toHaveValue('added,modified,unmodified');

  await app.row('table.csv').click();
  await expect(page).toHaveURL(/#\/files\/srv\/data\/table\.csv\?filter=\*\.CSV/);
  await page.reload();
  await app.choose(fixture('app.docker26.tar'));
  await app.allRead();
  await expect(app.row('table.csv')).toHaveAttribute('aria-selected', 'true');
  await expect(names(app)).toHaveText(['srv', 'data', 'table-again.csv', 'table.csv']);

  await app.go('Layers');
  await page.goBack();
  await expect(names(app)).toHaveText(['srv', 'data', 'table-again.csv', 'table.csv']);
  await page.getByRole('group', { name: 'Point of view' }).getByRole('link', { name: 'Changes' }).click();
  await expect(field(page)).toHaveValue('*.CSV');
});

test('names that are no UTF-8 are found by what is', async ({ app, page }) => {
  await app.open(madeUp('T9.tar', caseArchive('T9')));
  await app.go('Files');
  await field(page).fill('latin');
  await expect(names(app)).toHaveText(['latin-\uFFFD']);
  await choice(page, 'How the text is meant').selectOption('Regex');
  await field(page).fill('^l.*-[\\xE9\\xFF]$');
  await expect(names(app)).toHaveText(['latin-\uFFFD', 'ln-\uFFFD']);
  await field(page).fill('\\x1b');
  await expect(names(app)).toHaveText(['esc-⟨001B⟩[31m']);
});

test('every column sorts, and says so', async ({ app }) => {
  await openFiles(app, 'sample.docker.tar');
  for (const [column, first] of [
    ['Mode', 'ascending'],
    ['Owner', 'ascending'],
    ['Modified', 'descending'],
    ['Layer', 'descending'],
    ['Size', 'descending'],
    ['Name', 'ascending'],
  ] as const) {
    const header = app.tree.getByRole('columnheader', { name: column });
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', first);
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', first === 'ascending' ? 'descending' : 'ascending');
  }
  await expect(app.tree.locator('[aria-sort]:not([aria-sort=none])')).toHaveCount(1);
  const layers = async () =>
    (await app.rows.filter({ visible: true }).locator('.tree-layer').allTextContents()).map(Number);
  await app.tree.getByRole('columnheader', { name: 'Layer' }).getByRole('button').click();
  await expect
    .poll(async () => {
      const found = await layers();
      return found.join() === found.toSorted((a, b) => b - a).join();
    })
    .toBe(true);
});

testOnFreshPage.describe('in Portuguese, on a narrow screen', () => {
  testOnFreshPage.use({ locale: 'pt-BR', viewport: { width: 320, height: 640 } });
  testOnFreshPage('everything is there and nothing runs over', async ({ page }) => {
    await page.goto('./#/files/?filter=(&kind=regex');
    await page.locator('#file-input').setInputFiles(fixture('app.docker26.tar'));
    const search = page.getByRole('search', { name: 'Filtro e busca' });
    await expect(search.getByRole('status')).toContainText('Um ( nunca é fechado.');
    await search.getByRole('textbox', { name: 'Procurar' }).fill('table');
    await expect(search.getByRole('status')).toHaveText('2 achados');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
