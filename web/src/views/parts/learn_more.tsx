/** The way to the documentation, to the chapter on a section where one is named. The page as one file has none. */
import { delivery } from '#delivery';
import { useApp, useI18n } from '../../state/app.ts';

export function LearnMore({ section = '' }: { section?: string }) {
  const { isEmbedded } = useApp();
  const { t, language } = useI18n();
  if (!delivery.documentation || isEmbedded) return null;
  const address = delivery.documentation + (language === 'en' ? '' : `${language}/`) + (section && `#${section}`);
  return (
    <a class="learn-more" href={address}>
      {t.learn}
    </a>
  );
}
