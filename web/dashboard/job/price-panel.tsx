import { useState } from "preact/hooks";
import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/job.ts";
import type { AppContext } from "../app-context.ts";
import type { FieldErrors } from "../form/form-state.ts";
import { MoneyField } from "../form/money-field.tsx";
import { printPrice, readPrice, totalOf, type PriceInput } from "./job-draft.ts";

interface Props {
  app: AppContext;
  /** The price as `printPrice` writes it. */
  value: string;
  errors: FieldErrors;
  change: (value: string) => void;
}

type Itemized = Extract<PriceInput, { kind: "itemized" }>;
type Line = Itemized["lines"][number];

/** What the money fields of a price share. */
interface Money {
  /** The currency of the job, which can differ from the business's. */
  currency: string;
  locale: string;
  fault: (name: string, text: string) => void;
}

/** The price of a job: one amount, or lines that add up. */
export const PricePanel = ({ app, value, errors, change }: Props) => {
  const { business } = app.settings;
  const [faults, setFaults] = useState<FieldErrors>({});
  const price: PriceInput =
    value === "" ? { kind: "flat", amount_cents: 0, currency: business.currency } : readPrice(value);
  const { currency } = price;
  const money: Money = {
    currency,
    locale: business.locale,
    fault: (name, text) => setFaults((now) => ({ ...now, [name]: text })),
  };
  const set = (next: PriceInput) => change(printPrice(next));
  const switchTo = (kind: PriceInput["kind"]) => {
    const total = totalOf(price);
    if (kind === "flat") set({ kind, amount_cents: total, currency });
    else set({ kind, lines: [{ label: "", quantity: 1, unit_cents: total }], currency });
  };
  return (
    <>
      <div class="choices" role="radiogroup" aria-label={message.priceKind}>
        {(["flat", "itemized"] as const).map((kind) => (
          <label class="tile small-tile" key={kind}>
            <input type="radio" name="price-kind" checked={price.kind === kind} onChange={() => switchTo(kind)} />
            {kind === "flat" ? message.onePrice : message.byLine}
          </label>
        ))}
      </div>
      {price.kind === "flat" ? (
        <MoneyField
          name="price"
          label={message.amount}
          cents={price.amount_cents}
          {...money}
          error={faults["price"] || errors["pricing.amount_cents"] || errors["pricing"]}
          change={(amount_cents) => set({ ...price, amount_cents })}
        />
      ) : (
        <PriceLines
          {...{ app, price, errors, faults, money }}
          setLines={(lines) => set({ kind: "itemized", lines, currency })}
        />
      )}
    </>
  );
};

interface LinesProps {
  app: AppContext;
  price: Itemized;
  errors: FieldErrors;
  faults: FieldErrors;
  money: Money;
  setLines: (lines: Line[]) => void;
}

const PriceLines = ({ app, price, setLines, ...props }: LinesProps) => {
  const { lines } = price;
  return (
    <>
      {lines.map((line, index) => (
        // A line has no id, so its position is its key.
        <PriceLine
          key={index}
          {...props}
          line={line}
          path={`pricing.lines.${index}`}
          change={(next) => setLines(lines.map((other, at) => (at === index ? { ...other, ...next } : other)))}
          remove={lines.length > 1 ? () => setLines(lines.filter((_, at) => at !== index)) : null}
        />
      ))}
      <div class="row">
        <button
          type="button"
          class="bare"
          onClick={() => setLines([...lines, { label: "", quantity: 1, unit_cents: 0 }])}
        >
          {message.addLine}
        </button>
        <b class="num">
          {message.total} {app.format.fullMoney(totalOf(price), price.currency)}
        </b>
      </div>
    </>
  );
};

interface LineProps extends Pick<LinesProps, "errors" | "faults" | "money"> {
  line: Line;
  path: string;
  change: (next: Partial<Line>) => void;
  /** Null for the only line. */
  remove: (() => void) | null;
}

const PriceLine = ({ line, path, errors, faults, money, change, remove }: LineProps) => (
  <div class="price-line">
    <label class="field">
      <span class="small">{message.lineLabel}</span>
      <input
        class="box"
        name={`${path}.label`}
        value={line.label}
        maxLength={120}
        onInput={({ currentTarget }) => change({ label: currentTarget.value })}
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
        onInput={({ currentTarget }) => change({ quantity: Number(currentTarget.value) })}
      />
    </label>
    <MoneyField
      name={`${path}.unit_cents`}
      label={message.each}
      cents={line.unit_cents}
      {...money}
      error={faults[`${path}.unit_cents`] || undefined}
      change={(unit_cents) => change({ unit_cents })}
    />
    {remove !== null && (
      <button type="button" class="page-x" aria-label={message.removeLine(line.label)} onClick={remove}>
        ×
      </button>
    )}
    <FieldError
      name={path}
      error={errors[`${path}.label`] ?? errors[`${path}.quantity`] ?? errors[`${path}.unit_cents`]}
    />
  </div>
);
