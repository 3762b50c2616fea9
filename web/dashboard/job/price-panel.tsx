import { useState } from "preact/hooks";
import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/job.ts";
import type { AppContext } from "../app-context.ts";
import { MoneyField } from "../form/money-field.tsx";
import { printPrice, readPrice, totalOf, type PriceInput } from "./job-draft.ts";

interface Props {
  app: AppContext;
  /** As `printPrice` writes it. */
  value: string;
  errors: Record<string, string>;
  change: (value: string) => void;
}

type Lines = Extract<PriceInput, { kind: "itemized" }>["lines"];

/** One price, or lines that add up. */
export const PricePanel = ({ app, value, errors, change }: Props) => {
  const { locale } = app.settings.business;
  const [faults, setFaults] = useState<Record<string, string>>({});
  const price: PriceInput =
    value === "" ? { kind: "flat", amount_cents: 0, currency: app.settings.business.currency } : readPrice(value);
  // The job's own, which may no longer be the business's.
  const { currency } = price;
  const fault = (name: string, text: string) => setFaults((now) => ({ ...now, [name]: text }));
  const set = (next: PriceInput) => change(printPrice(next));
  const setLines = (lines: Lines) => set({ kind: "itemized", lines, currency });
  const turn = (kind: PriceInput["kind"]) => {
    const total = totalOf(price);
    if (kind === "flat") set({ kind, amount_cents: total, currency });
    else setLines([{ label: "", quantity: 1, unit_cents: total }]);
  };
  return (
    <>
      <div class="choices" role="radiogroup" aria-label={message.priceKind}>
        {(["flat", "itemized"] as const).map((kind) => (
          <label class="tile small-tile" key={kind}>
            <input type="radio" name="price-kind" checked={price.kind === kind} onChange={() => turn(kind)} />
            {kind === "flat" ? message.onePrice : message.byLine}
          </label>
        ))}
      </div>
      {price.kind === "flat" ? (
        <MoneyField
          name="price"
          label={message.amount}
          cents={price.amount_cents}
          {...{ currency, locale, fault }}
          error={faults["price"] || errors["pricing.amount_cents"] || errors["pricing"]}
          change={(amount_cents) => set({ ...price, amount_cents })}
        />
      ) : (
        <>
          {price.lines.map((line, index) => {
            const edit = (next: Partial<Lines[number]>) =>
              setLines(price.lines.map((one, at) => (at === index ? { ...one, ...next } : one)));
            const path = `pricing.lines.${index}`;
            return (
              // Lines have no name but their place.
              <div class="price-line" key={index}>
                <label class="field">
                  <span class="small">{message.lineLabel}</span>
                  <input
                    class="box"
                    name={`${path}.label`}
                    value={line.label}
                    maxLength={120}
                    onInput={({ currentTarget }) => edit({ label: currentTarget.value })}
                  />
                </label>
                <label class="field">
                  <span class="small">{message.quantity}</span>
                  <input
                    class="box"
                    name={`${path}.quantity`}
                    type="number"
                    min="0.001"
                    step="any"
                    value={line.quantity}
                    onInput={({ currentTarget }) => edit({ quantity: Number(currentTarget.value) })}
                  />
                </label>
                <MoneyField
                  name={`${path}.unit_cents`}
                  label={message.each}
                  cents={line.unit_cents}
                  {...{ currency, locale, fault }}
                  error={faults[`${path}.unit_cents`] || undefined}
                  change={(unit_cents) => edit({ unit_cents })}
                />
                {price.lines.length > 1 && (
                  <button
                    type="button"
                    class="page-x"
                    aria-label={message.removeLine(line.label)}
                    onClick={() => setLines(price.lines.filter((_, at) => at !== index))}
                  >
                    ×
                  </button>
                )}
                <FieldError
                  name={path}
                  error={errors[`${path}.label`] ?? errors[`${path}.quantity`] ?? errors[`${path}.unit_cents`]}
                />
              </div>
            );
          })}
          <div class="row">
            <button
              type="button"
              class="bare"
              onClick={() => setLines([...price.lines, { label: "", quantity: 1, unit_cents: 0 }])}
            >
              {message.addLine}
            </button>
            <b class="num">
              {message.total} {app.format.fullMoney(totalOf(price), currency)}
            </b>
          </div>
        </>
      )}
    </>
  );
};
