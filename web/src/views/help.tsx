import { useEffect, useRef } from 'preact/hooks';
import { useI18n } from '../state/app.ts';
import { sections } from './sections.ts';

export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  const everywhere: [string, string][] = [
    [`1 – ${sections.length}`, t.help.sections],
    ['?', t.help.help],
    ['Ctrl V', t.facts.help.paste],
    ['Tab', t.facts.help.tab],
    ['Enter', t.facts.help.enter],
    ['Esc', t.facts.help.escape],
  ];
  const tree: [string, string][] = [
    ['↑ ↓ ← →', t.help.arrows],
    ['Enter', t.help.enter],
    ['Home End', t.help.ends],
    ['PgUp PgDn', t.help.pages],
    ['a b c …', t.help.letters],
    ['*', t.help.star],
  ];
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{t.help.title}</h2>
      <h3>{t.help.everywhere}</h3>
      <Keys rows={everywhere} />
      <h3>{t.help.inTree}</h3>
      <Keys rows={tree} />
      <button type="button" onClick={onClose}>
        {t.close}
      </button>
    </dialog>
  );
}

function Keys({ rows }: { rows: [string, string][] }) {
  return (
    <dl class="keys">
      {rows.map(([keys, what]) => (
        <div key={keys}>
          <dt>{keys.split(' ').map((key) => (/[\w?*↑↓←→]/.test(key) ? <kbd key={key}>{key}</kbd> : ` ${key} `))}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
