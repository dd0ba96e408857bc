/** Before a file: what this page does, how to open an image, how to get one. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { delivery } from '#delivery';
import { quoteArgument } from '../format/command.ts';
import { visible } from '../format/visible.ts';
import { openSample, openSource, useApp, useI18n } from '../state/app.ts';
import { handlePicker } from '../state/recent_files.ts';
import { sourceFromInput } from '../state/sources.ts';
import { CopyButton } from './parts/copy_button.tsx';
import { ProblemCard } from './problems/problem_card.tsx';
import { Recent } from './recent.tsx';
import { findSection } from './sections.ts';

export function Start() {
  const { inspection, router } = useApp();
  const { t } = useI18n();
  const { section, path } = router.route.value;
  const awaited = findSection(section);
  const name = inspection.sourceName.value;

  return (
    <main class="start" id="content">
      {inspection.status.value === 'opening' && (
        <p class="opening" role="status">
          {t.start.opening(visible(name))}
        </p>
      )}
      {inspection.problem.value && <ProblemCard problem={inspection.problem.value} file={name} />}
      <h1>{t.start.title}</h1>
      <p class="lead">{t.start.lead}</p>
      <OpenButtons />
      <Recent />
      {awaited && name === '' && (
        <p class="note">{t.start.awaits(t.sections[awaited.id] + (path ? ` › ${visible(path)}` : ''))}</p>
      )}
      <div class="start-columns">
        <section aria-labelledby="commands">
          <h2 id="commands">{t.start.commandsTitle}</h2>
          <Commands />
        </section>
        <section aria-labelledby="privacy">
          <h2 id="privacy">{t.start.privacyTitle}</h2>
          <p>{t.start.privacy}</p>
          {delivery.singleFile && (
            <p>
              <a href={delivery.singleFile} download="">
                {t.start.singleFile}
              </a>
              . {t.start.singleFileWhy}
            </p>
          )}
          <p class="soft">{t.start.formats}</p>
        </section>
      </div>
    </main>
  );
}

function OpenButtons() {
  const app = useApp();
  const { t } = useI18n();
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function take(input: HTMLInputElement) {
    const source = sourceFromInput(input);
    if (source) openSource(app, source);
    // So that choosing the same file again is noticed.
    input.value = '';
  }

  /** The dialog that gives a handle, so that the file can be opened again; else the plain one. */
  async function choose() {
    const pick = handlePicker();
    if (!pick) return file.current?.click();
    try {
      const [handle] = await pick();
      if (handle) openSource(app, { kind: 'file', file: await handle.getFile() }, handle);
    } catch (error) {
      // AbortError: nothing was chosen.
      if (!(error instanceof DOMException && error.name === 'AbortError')) app.inspection.refuse(error);
    }
  }

  return (
    <div class="open">
      <button type="button" class="primary" onClick={() => void choose()}>
        {t.start.choose}
      </button>
      <button type="button" onClick={() => folder.current?.click()}>
        {t.start.chooseFolder}
      </button>
      <button type="button" id="sample" class="quiet" onClick={() => void openSample(app)}>
        {t.start.openSample}
      </button>
      <input
        ref={file}
        id="file-input"
        type="file"
        hidden
        aria-label={t.start.choose}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        id="folder-input"
        type="file"
        hidden
        // The typings do not know this attribute; every browser does.
        {...{ webkitdirectory: true }}
        aria-label={t.start.chooseFolder}
        onChange={(event) => take(event.currentTarget)}
      />
      <p class="soft">{t.start.or}</p>
    </div>
  );
}

function Commands() {
  const { t } = useI18n();
  const image = useSignal('nginx:latest');
  const name = image.value.trim() || 'nginx:latest';
  const file = `${/([^/:@]+)(?:[:@][^/]*)?$/.exec(name)?.[1] ?? 'image'}.tar`;
  const quoted = quoteArgument(name);
  const commands = {
    docker: `docker save ${quoted} -o ${quoteArgument(file)}`,
    podman: `podman save ${quoted} -o ${quoteArgument(file)}`,
    nerdctl: `nerdctl save ${quoted} -o ${quoteArgument(file)}`,
    skopeo: `skopeo copy ${quoteArgument(`docker://${name}`)} ${quoteArgument(`docker-archive:${file}:${name}`)}`,
    crane: `crane pull ${quoted} ${quoteArgument(file)}`,
  };
  const tools = Object.keys(commands) as (keyof typeof commands)[];

  return (
    <>
      <label class="image-name">
        {t.start.imageName}
        <input
          type="text"
          value={image.value}
          spellcheck={false}
          autocapitalize="off"
          onInput={(event) => (image.value = event.currentTarget.value)}
        />
      </label>
      <ul class="commands">
        {tools.map((tool) => (
          <li key={tool}>
            <p class="soft">
              <strong>{tool}</strong> {t.start.commands[tool]}
            </p>
            <div class="command">
              <code>{commands[tool]}</code>
              <CopyButton text={commands[tool]} what={tool} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
