import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp, useI18n } from '../state/app.ts';
import { formatRoute } from '../state/route.ts';
import { type Section, sections } from './sections.ts';

export function Navigation({ current }: { current: Section }) {
  const { t } = useI18n();
  useApp();
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen not all of them have room: where one is, is seen.
  useLayoutEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && link)
      nav.current.scrollLeft = link.offsetLeft - (nav.current.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return (
    <nav ref={nav} class="navigation" aria-label={t.navigation}>
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
