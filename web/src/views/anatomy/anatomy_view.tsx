/** The whole image in one picture: config → manifest → layers → file system, with what it means in words beside it. */
import { visible } from '../../format/visible.ts';
import { useI18n } from '../../state/app.ts';
import type { ImageViewProps } from '../image_view.ts';
import { layerRoles } from '../layers/layer_role.ts';
import { Legend } from './legend.tsx';
import { Plate } from './plate.tsx';
import { RoleReasons } from './role_reasons.tsx';
import { Verdict } from './verdict.tsx';

export function AnatomyView({ image }: ImageViewProps) {
  const { t } = useI18n();
  const [name] = image.names;
  const roles = image.kind === 'image' ? layerRoles(image) : image.layers.map(() => null);
  return (
    <section class="section anatomy" aria-labelledby="anatomy-title">
      <h2 id="anatomy-title">{name ? t.anatomy.titleOf(visible(name)) : t.anatomy.title}</h2>
      <div class="anatomy-page">
        <Plate image={image} roles={roles} />
        <Verdict image={image} />
        <div class="anatomy-words">
          <Legend image={image} />
          {roles.some(Boolean) && <RoleReasons roles={roles} />}
        </div>
      </div>
    </section>
  );
}
