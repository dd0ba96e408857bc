/** The page as a person uses it: what can be done with it, and what can be read from it, by role and name. */
import { expect, type Locator, type Page } from '@playwright/test';
import { fixture } from './fixtures.ts';

/** A path on disk, or a file made up by the test. */
export type Source = string | { name: string; mimeType: string; buffer: Buffer };

export const madeUp = (name: string, buffer: Buffer): Source => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});

export type Section = 'Anatomy' | 'Config' | 'Manifest' | 'Layers' | 'Files' | 'Space';
export const sections: readonly Section[] = ['Anatomy', 'Config', 'Manifest', 'Layers', 'Files', 'Space'];

/** One row of the file tree, as it is written on the page. */
export interface Row {
  path: string;
  name: string;
  level: number;
  size: number;
  /** `-rw-r--r--` */
  mode: string;
  /** `0644` */
  octal: string;
  owner: string;
  layer: string;
  /** `A`, `M`, `D` or empty, and the reasons. */
  change: string;
  link: string;
}

export class AppPage {
  readonly tree: Locator;
  readonly rows: Locator;
  readonly details: Locator;
  readonly problem: Locator;
  readonly stack: Locator;
  /** What open() opened last, and the title it got. */
  private opened: { source: Source; title: string } | undefined;

  constructor(readonly page: Page) {
    this.tree = page.getByRole('treegrid', { name: 'File tree' });
    this.rows = this.tree.getByRole('row').and(page.locator('[aria-level]'));
    this.details = page.getByRole('complementary', { name: 'Details' });
    this.problem = page.getByRole('alert');
    this.stack = page.getByRole('list', { name: 'Layer stack' });
  }

  async start(address = './'): Promise<void> {
    // Another part of the page that is open would not load it.
    if (this.page.url() !== 'about:blank') await this.page.goto('about:blank');
    await this.page.goto(address);
    await expect(this.chooseButton).toBeVisible();
  }

  get chooseButton(): Locator {
    return this.page.getByRole('button', { name: 'Choose an image file' });
  }

  /** Chooses a file with the button, and nothing more: the outcome is for the caller to see. */
  async choose(source: Source, button = this.chooseButton): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), button.click()]);
    await chooser.setFiles(source);
  }

  /** Opens an image from wherever the page is, and waits until all its layers are read. */
  async open(source: Source): Promise<void> {
    if (this.page.url() === 'about:blank') await this.start();
    const another = this.page.getByRole('button', { name: 'Open another' });
    if (await another.isVisible()) await another.click();
    await this.choose(source);
    await this.allRead();
    this.opened = { source, title: await this.title() };
  }

  openFixture(name: string): Promise<void> {
    return this.open(fixture(name));
  }

  /** As open(), but an image that is open already stays: for tests to which it is the same which folders are open and which row is chosen. */
  async look(source: Source): Promise<void> {
    const isOpen = this.opened?.source === source && (await this.title()) === this.opened.title;
    if (!isOpen) await this.open(source);
  }

  private title(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText();
  }

  lookAtFixture(name: string): Promise<void> {
    return this.look(fixture(name));
  }

  /** The navigation is there and nothing is being read any more. */
  async allRead(): Promise<void> {
    await expect(this.page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
    await expect(this.page.getByRole('progressbar')).toBeHidden({ timeout: 60_000 });
  }

  async go(section: Section): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: section }).click();
    await expect(this.page.getByRole('heading', { level: 2, name: section })).toBeVisible();
  }

  /** The remarks on the image, unfolded; the page does so itself where one of them is an error. */
  async openRemarks(): Promise<Locator> {
    const remarks = this.page.getByRole('group').filter({ hasText: 'Remarks:' }).first();
    await expect(remarks).toBeVisible();
    if ((await remarks.getAttribute('open')) === null) await remarks.getByText('Remarks:').click();
    return remarks;
  }

  /** Parts of the Manifest's tree that are in sight, of one kind. */
  parts(kind: 'document' | 'index' | 'entry' | 'manifest' | 'config' | 'layer' | 'blob'): Locator {
    return this.page.locator(`[data-part=${kind}]`);
  }

  /** A field of the config by its name: everything written under it. */
  configField(name: string): Locator {
    const term = this.page.getByRole('term').filter({ hasText: new RegExp(`^${name}`) });
    return this.page.locator('.field', { has: term }).getByRole('definition');
  }

  /** The row of the tree with this name, among those in sight. */
  row(name: string): Locator {
    return this.rows.filter({ has: this.page.locator('.tree-label').getByText(name, { exact: true }) });
  }

  /** Opens an address of the Files section, as a link from elsewhere would. */
  async goToPath(path: string, parameters = ''): Promise<void> {
    const address = `#/files${path.split('/').map(encodeURIComponent).join('/')}${parameters}`;
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, address);
    await expect(this.details.getByRole('heading', { level: 3 }).first()).toContainText(path);
  }

  /** Everything that is written in the tree, from the first row to the last, folders opened. */
  async readWholeTree(): Promise<Row[]> {
    await this.page.getByRole('button', { name: 'Expand all' }).click();
    await expect(this.rows.and(this.page.locator('[aria-expanded=false]')).filter({ visible: true })).toHaveCount(0);
    await this.tree.focus();
    await this.page.keyboard.press('Home');
    const found: Row[] = [];
    const parents: string[] = [];
    const total = async () => Number(await this.tree.getAttribute('aria-rowcount')) - 1;
    await expect(async () => {
      for (const { index, row } of await this.rowsInSight()) {
        if (index !== found.length) continue;
        parents[row.level] = row.name;
        found.push({ ...row, path: `/${parents.slice(1, row.level + 1).join('/')}` });
      }
      if (found.length < (await total())) {
        await this.page.keyboard.press('PageDown');
        throw new Error(`row ${found.length + 1} of ${await total()} does not come into sight`);
      }
    }).toPass({ intervals: [30] });
    return found;
  }

  /** Rows on screen in their order, with their place in the whole tree. */
  private async rowsInSight(): Promise<{ index: number; row: Row }[]> {
    return this.tree.evaluate((tree) => {
      const text = (row: Element, selector: string) => row.querySelector(selector)?.textContent ?? '';
      const title = (row: Element, selector: string) => row.querySelector<HTMLElement>(selector)?.title ?? '';
      return [...tree.querySelectorAll('[role=row][aria-level]:not([hidden])')]
        .filter((row) => !row.classList.contains('is-loading'))
        .map((row) => ({
          index: Number(row.getAttribute('aria-rowindex')) - 2,
          row: {
            path: '',
            name: text(row, '.tree-label'),
            level: Number(row.getAttribute('aria-level')),
            size: Number(title(row, '.tree-size').replaceAll(/\D/g, '')),
            mode: text(row, '.tree-mode'),
            octal: title(row, '.tree-mode'),
            owner: text(row, '.tree-owner'),
            layer: text(row, '.tree-layer'),
            change: text(row, '.tree-change'),
            link: text(row, '.tree-link').replace(/^→ /, ''),
          },
        }))
        .sort((a, b) => a.index - b.index);
    });
  }
}
