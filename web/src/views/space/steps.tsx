/** What one step wrote and another hid, the costliest first, each with what to change. */
import { useSignal } from '@preact/signals';
import type { ImageReport } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { layerRoles } from '../layers/layer_role.ts';
import { Bytes } from '../parts/bytes.tsx';
import { InstructionText } from '../parts/instruction_text.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { adviceFor, type StepFacts, stepsOf } from './advice.ts';
import { DockerfileLines } from './dockerfile_lines.tsx';

const shownAtFirst = 5;
const mostBodies = 5;

export function Steps({ image }: { image: ImageReport }) {
  const { t, format } = useI18n();
  const all = useSignal(false);
  const roles = layerRoles(image);
  const steps = stepsOf(image, (layer) => roles[layer]?.role === 'base');
  const shown = all.value ? steps : steps.slice(0, shownAtFirst);
  const more = steps.length - shown.length;
  return (
    <section class="steps" aria-labelledby="steps-title">
      <h4 id="steps-title">{t.space.steps}</h4>
      <p class="soft">{t.space.stepsIntro}</p>
      <ol>
        {shown.map((step) => (
          <Step
            step={step}
            image={image}
            dead={image.ledger?.dead ?? 0}
            key={`${step.layer} ${step.deadLayer} ${step.reason}`}
          />
        ))}
      </ol>
      {more > 0 && (
        <button type="button" onClick={() => (all.value = true)}>
          {t.space.showMore(format.number(more))}
        </button>
      )}
    </section>
  );
}

function Step({ step, image, dead }: { step: StepFacts; image: ImageReport; dead: number }) {
  const { t, format } = useI18n();
  const { kind, code } = adviceFor(step);
  const words = t.space.advice[kind];
  return (
    <li class="step" data-advice={kind}>
      <div class="step-cost">
        <Bytes value={step.bytes} />
        <span class="step-bar" aria-hidden="true">
          <i style={{ width: `${(100 * step.bytes) / dead}%` }} />
        </span>
        <span class="soft">
          {t.layers.dead.reasons[step.reason]}, {t.layers.dead.files(step.files, format.number(step.files))}
        </span>
      </div>
      <div class="step-text">
        <dl class="step-layers">
          <By label={t.space.writtenBy} layer={step.layer} image={image} />
          {step.layer === step.deadLayer ? (
            <p class="soft">{t.space.inOneLayer}</p>
          ) : (
            <By label={t.space.hiddenBy} layer={step.deadLayer} image={image} />
          )}
        </dl>
        <p class="step-advice">
          <b>{words.title}</b> {words.what}
        </p>
        {code && <DockerfileLines code={code} />}
        <Bodies step={step} />
      </div>
    </li>
  );
}

function By({ label, layer, image }: { label: string; layer: number; image: ImageReport }) {
  const { t } = useI18n();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <a href={formatRoute({ section: 'layers', layer })}>
          <Swatch layer={layer} />
        </a>
        <InstructionText createdBy={image.layers[layer]?.createdBy ?? ''} fallback={t.space.noInstruction} />
      </dd>
    </div>
  );
}

function Bodies({ step }: { step: StepFacts }) {
  const { t, format } = useI18n();
  const shown = step.bodies.slice(0, mostBodies);
  const more = step.files - shown.length;
  if (shown.length === 0) return null;
  return (
    <details>
      <summary>{t.space.largest}</summary>
      <ul class="step-bodies">
        {shown.map(({ path, bytes, layer }) => (
          <li key={`${path} ${bytes}`}>
            <a href={formatRoute({ section: 'files', path, at: layer })}>
              <code>
                <VisibleText text={path} />
              </code>
            </a>{' '}
            <Bytes value={bytes} />
          </li>
        ))}
        {more > 0 && <li class="soft">{t.layers.dead.more(more, format.number(more))}</li>}
      </ul>
    </details>
  );
}
