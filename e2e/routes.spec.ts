/** Each view has an address: reload, back, forward and links from elsewhere lead where they should. */
import { sections } from './support/app_page.ts';
import { fixture } from './support/fixtures.ts';
import { expect, test } from './support/shared_page.ts';

test('back and forward go through the sections that were visited', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  const heading = (name: string) => page.getByRole('heading', { level: 2, name });
  for (const section of sections) await app.go(section);
  await expect(page).toHaveURL(/#\/space$/);
  for (const section of sections.toReversed().slice(1)) {
    await page.goBack();
    await expect(heading(section)).toBeVisible();
  }
  await page.goForward();
  await expect(heading('Config')).toBeVisible();
});

test('an address leads to its view as soon as the image is opened again', async ({ app, page }) => {
  await app.start('./#/files/srv/data/table.csv?at=1');
  await expect(page.getByText('leads to Files › /srv/data/table.csv')).toBeVisible();
  await app.choose(fixture('app.docker26.tar'));
  await app.allRead();
  await expect(app.row('table.csv')).toHaveAttribute('aria-selected', 'true');
  await expect(app.details).toContainText('/srv/data/table.csv');
  await expect(page.getByRole('combobox', { name: 'at layer' })).toHaveValue('1');

  // A reload forgets the file (no page may keep it), but not the address.
  await page.reload();
  await expect(page.getByText('leads to Files › /srv/data/table.csv')).toBeVisible();
  await app.choose(fixture('app.docker26.tar'));
  await expect(app.details).toContainText('/srv/data/table.csv');
});

test('the chosen row is in the address, odd names included', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  for (const name of ['café-日本-🐳.txt', 'back\\slash', '-rf', 'two  blanks ']) {
    await app.goToPath(`/srv/names/${name}`);
    await expect(app.row(name)).toHaveAttribute('aria-selected', 'true');
  }
  await app.row('-rf').click();
  await expect(page).toHaveURL(/#\/files\/srv\/names\/-rf$/);
});

test('a layer opens by its address, and a path that is not there is said to be so', async ({ app, page }) => {
  await app.start('./#/layers/4');
  await app.choose(fixture('app.docker26.tar'));
  await app.allRead();
  await expect(app.stack.getByRole('button', { expanded: true })).toContainText('chmod 755 /srv/data/table.csv');
  await page.goto('./#/files/no/such/path');
  await expect(page.getByText('/no/such/path does not exist at this point of view')).toBeVisible();
  await page.goto('./#/files/?at=999');
  await expect(app.row('srv')).toBeVisible();
  await page.goto('./#/nowhere/%E0%A4%A');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Anatomy of fixture/app:1');
});

test('another image starts clean: no path or layer of the one before', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  await app.goToPath('/srv/data/table.csv', '?at=1');
  await app.openFixture('sample.docker.tar');
  await expect(page.getByRole('heading', { level: 2, name: 'Files' })).toBeVisible();
  await expect(page.getByText('does not exist')).toBeHidden();
  await expect(app.row('app')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'at layer' })).toHaveValue('9');
});

test('back from a followed link leads to the row that was clicked before', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  await app.goToPath('/srv/data');
  await app.row('config').click();
  await expect(page).toHaveURL(/#\/files\/srv\/config$/);
  await app.details.getByRole('link', { name: '/etc/config.default' }).click();
  await expect(app.row('config.default')).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(page).toHaveURL(/#\/files\/srv\/config$/);
  await expect(app.row('config')).toHaveAttribute('aria-selected', 'true');
  await expect(app.details).toContainText('/srv/config');
});
