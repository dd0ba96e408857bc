/** Language, colours and help. */
import { languageNames, languages } from '../../i18n/index.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { remember, themes } from '../../state/preferences.ts';
import { Icon } from '../parts/icon.tsx';

export function Switches({ onHelp }: { onHelp: () => void }) {
  const app = useApp();
  const { preferences } = app;
  const { t } = useI18n();
  const theme = preferences.theme.value;
  const otherLanguage = after(languages, preferences.language.value);

  return (
    <div class="switches">
      <button type="button" id="language" lang={otherLanguage} onClick={() => void app.setLanguage(otherLanguage)}>
        {languageNames[otherLanguage]}
      </button>
      <button
        type="button"
        id="theme"
        class="round"
        aria-label={t.theme[theme]}
        title={t.theme[theme]}
        onClick={() => {
          preferences.theme.value = after(themes, theme);
          remember('theme', preferences.theme.value);
        }}
      >
        <Icon name={theme} />
      </button>
      <button type="button" id="help" class="round" aria-label={t.help.open} title={t.help.open} onClick={onHelp}>
        ?
      </button>
    </div>
  );
}

/** The next of a few choices, in a circle. */
function after<Value>(choices: readonly [Value, ...Value[]], current: Value): Value {
  return choices[choices.indexOf(current) + 1] ?? choices[0];
}
