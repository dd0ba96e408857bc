/** Browsers that cannot suspend wasm (no JSPI) read files synchronously: the same images give the same trees. */
import { readTree } from './support/fixtures.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ page }) => {
  // The workers are blob: scripts; take JSPI away at the head of each.
  await page.addInitScript(() => {
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) =>
      create.call(
        URL,
        blob instanceof Blob && blob.type.includes('javascript')
          ? new Blob(['delete WebAssembly.Suspending; delete WebAssembly.promising;\n', blob], { type: blob.type })
          : blob,
      );
  });
});

for (const file of ['app.docker26.tar', 'app.skopeo-oci-zstd.tar', 'app.docker20.tar.gz']) {
  test(`${file} is read whole`, async ({ app, page }) => {
    await app.start();
    await app.openFixture(file);
    // The index worker alone is left when the digests are checked, too.
    await expect.poll(() => page.workers().length).toBe(1);
    const native = page
      .workers()
      .map((worker) => worker.evaluate(() => /native code/.test(String(Reflect.get(WebAssembly, 'Suspending')))));
    expect(await Promise.all(native), 'workers with JSPI').toEqual([false]);
    await app.go('Files');
    const rows = await app.readWholeTree();
    expect(rows.map(({ path }) => path).toSorted()).toEqual(
      readTree('app')
        .map(({ path }) => path)
        .toSorted(),
    );
  });
}
