/** The frame: drop zone, header, navigation, the chosen section; or the start page while nothing is open. */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { visible } from '../format/visible.ts';
import { useApp, useI18n } from '../state/app.ts';
import { DropZone } from './drop_zone.tsx';
import { EmbeddedStart } from './embedded_start.tsx';
import { EmbeddedHeader } from './header/embedded_header.tsx';
import { Header } from './header/header.tsx';
import { Help } from './help.tsx';
import { Navigation } from './navigation.tsx';
import { Diagnostics } from './problems/diagnostics.tsx';
import { ProblemCard } from './problems/problem_card.tsx';
import { findSection, sections } from './sections.ts';
import { Start } from './start.tsx';
import { UpdateNotice } from './update_notice.tsx';

export function App() {
  const { inspection, router, isEmbedded } = useApp();
  const { t } = useI18n();
  const image = inspection.image.value;
  const section = findSection(router.route.value.section) ?? sections[0];
  const help = useSignal(false);
  useKeys(() => (help.value = true));
  useTitle();
  useFocusOnOpening(image !== null);
  useLayoutEffect(() => window.scrollTo({ top: 0, behavior: 'instant' }), [section]);

  return (
    <DropZone>
      <div class="app" data-section={image ? section.id : 'start'} data-embedded={isEmbedded || undefined}>
        {isEmbedded ? <EmbeddedHeader /> : <Header onHelp={() => (help.value = true)} />}
        {image ? (
          <div class="frame">
            <Navigation current={section} />
            <main id="content" tabIndex={-1}>
              {inspection.problem.value && <ProblemCard problem={inspection.problem.value} />}
              {image.kind !== 'image' && <p class="note kind-note">{t.header.kindNotes[image.kind]}</p>}
              <Diagnostics image={image} />
              <section.View image={image} key={inspection.imageIndex.value} />
            </main>
          </div>
        ) : isEmbedded ? (
          <EmbeddedStart />
        ) : (
          <Start />
        )}
        {!isEmbedded && <UpdateNotice />}
        <Help open={help.value} onClose={() => (help.value = false)} />
      </div>
    </DropZone>
  );
}

/** Digits go to sections, `/` looks for files, `?` shows the keys; but not while something is typed. */
function useKeys(showHelp: () => void) {
  const { router, inspection } = useApp();
  // With the first paint, not after it: who sees the page may press a key.
  useLayoutEffect(() => {
    const listening = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea, dialog');
        if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
        const section = sections[Number(event.key) - 1];
        if (event.key === '?') showHelp();
        else if (event.key === '/' && inspection.files.peek()) {
          // The key is not to be the first that is typed.
          event.preventDefault();
          if (router.route.peek().section !== 'files') router.go({ section: 'files' });
          inspection.files.peek()?.wantSearch(true);
        } else if (section && inspection.image.peek()) router.go({ section: section.id });
      },
      { signal: listening.signal },
    );
    return () => listening.abort();
  }, []);
}

function useTitle() {
  const { inspection } = useApp();
  const { t } = useI18n();
  const name = inspection.image.value ? (inspection.image.value.names[0] ?? inspection.sourceName.value) : '';
  const title = name ? `${visible(name)} · ${t.header.home}` : t.header.home;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** The start page is gone with what had the focus; the image's part of the page takes it, so that it is read out. */
function useFocusOnOpening(isOpen: boolean) {
  const { isEmbedded } = useApp();
  useEffect(() => {
    // Inside another page the reader is elsewhere.
    if (isOpen && !isEmbedded) document.getElementById('content')?.focus({ preventScroll: true });
  }, [isOpen]);
}
