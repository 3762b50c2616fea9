import { useState } from "preact/hooks";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import { createFormat } from "../../shared/format.ts";
import * as message from "#message/price-book.ts";
import { notSure, previewDays, previewPrice, type PreviewChoice } from "./price-preview.ts";
import type { Service, Settings } from "./settings-api.ts";

interface Props {
  settings: Settings;
  service: Service;
  now: () => number;
}

/** What a customer sees of the service as it is being edited: each line, the tax, the total and the deposit. */
export const ServicePreview = ({ settings, service, now }: Props) => {
  const [choice, setChoice] = useState<PreviewChoice>({ option: "", day: null, postal_code: "", days: null });
  const set = (part: Partial<PreviewChoice>) => setChoice({ ...choice, ...part });
  const { business } = settings;
  const format = createFormat(business.locale, business.time_zone);
  const load = service.groups.find(({ kind }) => kind === "choice");
  return (
    <section class="page-preview" aria-label={message.preview}>
      <h3>{message.preview}</h3>
      <div class="page-numbers">
        {load !== undefined && (
          <ChoiceField
            name="preview.option"
            label={load.label}
            value={choice.option === "" ? (load.options[0]?.id ?? "") : choice.option}
            error={undefined}
            choices={[
              ...load.options.map(({ id, label }) => [id, label] as const),
              ...(load.allow_not_sure === true ? [[notSure, message.notSure] as const] : []),
            ]}
            choose={(option) => set({ option })}
          />
        )}
        {service.rental !== null && (
          <Field
            name="preview.days"
            label={message.previewDays}
            inputMode="numeric"
            value={choice.days === null ? String(service.rental.included_days) : String(choice.days)}
            error={undefined}
            onInput={({ currentTarget: { value } }) => set({ days: /^\d{1,2}$/.test(value) ? Number(value) : null })}
          />
        )}
        <ChoiceField
          name="preview.day"
          label={message.previewDay}
          value={choice.day ?? ""}
          error={undefined}
          choices={[["", message.noDay], ...previewDays(settings, now()).map((day) => [day, format.day(day)] as const)]}
          choose={(day) => set({ day: day === "" ? null : day })}
        />
        <Field
          name="preview.postal_code"
          label={message.previewZip}
          value={choice.postal_code}
          error={undefined}
          onInput={({ currentTarget }) => set({ postal_code: currentTarget.value })}
        />
      </div>
      <PreviewLines price={previewPrice(settings, service, choice)} money={format.fullMoney} />
    </section>
  );
};

interface LinesProps {
  price: ReturnType<typeof previewPrice>;
  money: (cents: number, currency: string) => string;
}

const PreviewLines = ({ price, money }: LinesProps) => {
  if (typeof price === "string") return <p class="quiet">{price}</p>;
  const { lines, estimate, total_cents: total, deposit_cents: deposit, currency } = price;
  const text = (cents: number) => money(cents, currency);
  return (
    <dl class="page-lines" aria-live="polite">
      {estimate === null &&
        lines.map(({ id, label, quantity, amount_cents: cents }) => (
          <div key={id}>
            <dt>{quantity === 1 ? label : `${label} × ${quantity}`}</dt>
            <dd class="num">{text(cents)}</dd>
          </div>
        ))}
      <div>
        <dt>
          <b>{message.total}</b>
        </dt>
        <dd class="num">
          <b>{estimate === null ? text(total) : message.range(text(estimate.low_cents), text(estimate.high_cents))}</b>
        </dd>
      </div>
      {deposit > 0 && (
        <div>
          <dt>{message.depositDue}</dt>
          <dd class="num">{text(deposit)}</dd>
        </div>
      )}
    </dl>
  );
};
