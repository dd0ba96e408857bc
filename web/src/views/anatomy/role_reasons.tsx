/** Why each layer was given its role. */
import { useI18n } from '../../state/app.ts';
import type { RoleGuess } from '../layers/layer_role.ts';
import { Sentence } from '../parts/sentence.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { mostSlabs } from './stack_rows.ts';

export function RoleReasons({ roles }: { roles: (RoleGuess | null)[] }) {
  const { t } = useI18n();
  return (
    <details class="roles" open={roles.length <= mostSlabs}>
      <summary>{t.anatomy.rolesTitle}</summary>
      <p class="soft">{t.anatomy.rolesWhat}</p>
      <ul>
        {roles
          .map((found, layer) => (
            <li key={layer}>
              <Swatch layer={layer} />
              <span class={found ? 'role' : 'soft'}>{found ? t.anatomy.roles[found.role] : t.anatomy.noRole}</span>
              <span>
                <Sentence
                  text={t.anatomy.reasons[found?.reason ?? 'none']}
                  parts={{
                    detail: (
                      <code>
                        <VisibleText text={found?.detail.slice(0, 200) ?? ''} />
                      </code>
                    ),
                  }}
                />
              </span>
            </li>
          ))
          .reverse()}
      </ul>
    </details>
  );
}
