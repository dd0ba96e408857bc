import { useApp, useI18n } from '../state/app.ts';
import { formatRoute } from '../state/route.ts';
import { type Section, sections } from './sections.ts';

export function Navigation({ current }: { current: Section }) {
  const { t } = useI18n();
  useApp();
  return (
    <nav class="navigation" aria-label={t.navigation}>
      {sections.map((section, index) => (
        <a
          key={section.id}
          href={formatRoute({ section: section.id })}
          aria-current={section === current ? 'page' : undefined}
          aria-keyshortcuts={String(index + 1)}
        >
          {t.sections[section.id]}
          <kbd aria-hidden="true">{index + 1}</kbd>
        </a>
      ))}
    </nav>
  );
}
