import { useState } from "preact/hooks";
import { FieldError } from "../../shared/field.tsx";
import * as message from "#message/price.ts";
import type { AppContext } from "../app-context.ts";
import type { FieldErrors } from "../form/form-state.ts";
import { MoneyField } from "../form/money-field.tsx";
import { emptyLine, type DraftLine } from "./price-draft.ts";

interface Props {
  app: AppContext;
  lines: readonly DraftLine[];
  /** The currency of the job, which can differ from the business's. */
  currency: string;
  errors: FieldErrors;
  set: (lines: DraftLine[]) => void;
}

/** The lines of a price that the office writes: a name, a quantity and the price of one. */
export const LineEditor = ({ app, lines, currency, errors, set }: Props) => {
  const [faults, setFaults] = useState<FieldErrors>({});
  const fault = (name: string, text: string) => setFaults((now) => ({ ...now, [name]: text }));
  return (
    <div class="line-editor">
      {lines.map((line, index) => (
        <LineFields
          // A line has no id, so its position is its key.
          key={index}
          {...{ app, line, currency, fault }}
          errors={{ ...errors, ...faults }}
          path={`lines.${index}`}
          change={(next) => set(lines.map((one, at) => (at === index ? { ...one, ...next } : one)))}
          remove={() => set(lines.filter((_, at) => at !== index))}
        />
      ))}
      <FieldError name="lines" error={errors["lines"]} />
      <div class="line-adds">
        <button type="button" class="bare" onClick={() => set([...lines, emptyLine])}>
          {message.addLine}
        </button>
        <button
          type="button"
          class="bare"
          onClick={() => set([...lines, { ...emptyLine, kind: "discount", label: message.isDiscount }])}
        >
          {message.addDiscount}
        </button>
      </div>
    </div>
  );
};

interface LineProps extends Pick<Props, "app" | "currency" | "errors"> {
  line: DraftLine;
  path: string;
  fault: (name: string, text: string) => void;
  change: (next: Partial<DraftLine>) => void;
  remove: () => void;
}

const LineFields = ({ app, line, path, currency, errors, fault, change, remove }: LineProps) => {
  const errorOf = (field: string) => errors[`${path}.${field}`] || undefined;
  return (
    <div class="price-line" data-kind={line.kind}>
      <label class="field">
        <span class="small">{line.kind === "discount" ? message.isDiscount : message.label}</span>
        <input
          class="box"
          name={`${path}.label`}
          value={line.label}
          maxLength={120}
          aria-invalid={errorOf("label") ? "true" : undefined}
          onInput={({ currentTarget }) => change({ label: currentTarget.value })}
        />
      </label>
      <label class="field">
        <span class="small">{message.count}</span>
        <input
          class="box num"
          name={`${path}.quantity`}
          inputMode="decimal"
          autocomplete="off"
          value={line.quantity}
          aria-invalid={errorOf("quantity") ? "true" : undefined}
          onInput={({ currentTarget }) => change({ quantity: currentTarget.value })}
        />
      </label>
      <MoneyField
        name={`${path}.unit_cents`}
        label={message.each}
        cents={line.cents}
        currency={currency}
        locale={app.settings.business.locale}
        fault={fault}
        error={errorOf("unit_cents")}
        change={(cents) => change({ cents })}
      />
      <button type="button" class="page-x" aria-label={message.removeLine(line.label)} onClick={remove}>
        ×
      </button>
      <FieldError name={path} error={errorOf("label") ?? errorOf("quantity")} />
    </div>
  );
};
