import { useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import { Field, FieldError } from "../../shared/field.tsx";
import * as message from "#message/price.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import type { FieldErrors } from "../form/form-state.ts";
import { MoneyField } from "../form/money-field.tsx";
import { useForm } from "../form/use-form.ts";
import {
  decisionFaults,
  decisionsBody,
  emptyDecision,
  proposedItems,
  type DraftDecision,
  type DraftDecisions,
  type Overage,
  type OverageItem,
} from "./overage-draft.ts";
import { outcomeOf } from "./price-form-outcome.ts";
import type { PriceFormProps } from "./price-form.ts";

/** What a job used beyond its price: the office charges, changes or waives each item. */
export const OverageReview = (props: Omit<PriceFormProps, "close"> & { overage: Overage; currency: string }) => {
  const { app, job, overage, currency } = props;
  const proposed = proposedItems(overage);
  const form = useForm<{ decisions: DraftDecisions }, Job>({
    initial: { decisions: {} },
    check: ({ decisions }) => decisionFaults(overage, decisions),
    send: ({ decisions }) =>
      app.api.decideOverage({ id: job.id, rev: job.rev, body: decisionsBody(overage, decisions) }),
    ...outcomeOf({ ...props, close: () => form.set({ decisions: {} }) }, () => message.reviewSaved),
  });
  const { decisions } = form.values;
  const decided = overage.items.filter(({ state }) => state !== "proposed");
  return (
    <section class="panel-part overage" aria-labelledby="overage-title" data-state={overage.state}>
      <header>
        <h3 id="overage-title">{proposed.length > 0 ? message.review : message.reviewed}</h3>
      </header>
      {proposed.length > 0 && (
        <form ref={form.element} class="panel-form" noValidate onSubmit={form.submit}>
          <p class="small quiet">{message.reviewHint}</p>
          {proposed.map((item) => (
            <Proposed
              key={item.id}
              {...{ app, item, currency }}
              decision={decisions[item.id] ?? emptyDecision(item)}
              errors={form.errors}
              set={(decision) => form.set({ decisions: { ...decisions, [item.id]: decision } })}
            />
          ))}
          <FieldError name="decisions" error={form.errors["decisions"]} />
          <p class="error" role="alert">
            {form.trouble}
          </p>
          <div class="panel-acts">
            <button type="submit" class="orange" aria-disabled={form.busy}>
              {form.busy ? staff.saving : message.saveReview}
            </button>
          </div>
        </form>
      )}
      {decided.length > 0 && (
        <ul class="overage-decided">
          {decided.map((item) => (
            <Decided key={item.id} {...{ app, item, currency }} />
          ))}
        </ul>
      )}
    </section>
  );
};

interface ItemProps {
  app: AppContext;
  item: OverageItem;
  currency: string;
}

interface ProposedProps extends ItemProps {
  decision: DraftDecision;
  errors: FieldErrors;
  set: (decision: DraftDecision) => void;
}

const choices = [
  ["accept", message.charge],
  ["edit", message.edit],
  ["waive", message.waive],
] as const;

const Proposed = ({ app, item, currency, decision, errors, set }: ProposedProps) => {
  const [faults, setFaults] = useState<FieldErrors>({});
  const { id, label } = item;
  const path = `decisions.${id}`;
  return (
    <fieldset class="overage-item" data-overage={id}>
      <legend>
        <ItemFacts {...{ app, item, currency }} />
      </legend>
      <div class="choices" role="radiogroup" aria-label={message.decision(label)}>
        {choices.map(([action, text]) => (
          <label class="tile small-tile" key={action}>
            <input
              type="radio"
              name={`${path}.action`}
              checked={decision.action === action}
              onChange={() => set({ ...decision, action })}
            />
            {text}
          </label>
        ))}
      </div>
      {decision.action === "edit" && (
        <div class="two">
          <Field
            name={`${path}.quantity`}
            label={message.count}
            error={errors[`${path}.quantity`]}
            inputMode="decimal"
            autocomplete="off"
            value={decision.quantity}
            onInput={({ currentTarget }) => set({ ...decision, quantity: currentTarget.value })}
          />
          <MoneyField
            name={`${path}.unit_cents`}
            label={message.each}
            cents={decision.cents}
            currency={currency}
            locale={app.settings.business.locale}
            error={faults[`${path}.unit_cents`] || undefined}
            fault={(name, text) => setFaults({ [name]: text })}
            change={(cents) => set({ ...decision, cents })}
          />
        </div>
      )}
      {(decision.action === "edit" || decision.action === "waive") && (
        <Field
          name={`${path}.reason`}
          label={message.decisionReason}
          error={errors[`${path}.reason`]}
          maxLength={300}
          value={decision.reason}
          onInput={({ currentTarget }) => set({ ...decision, reason: currentTarget.value })}
        />
      )}
    </fieldset>
  );
};

/** The item, what was used, and its amount. */
const ItemFacts = ({ app: { format }, item, currency }: ItemProps) => {
  const { kind, label, quantity, unit_cents: unit, amount_cents: amount, basis } = item;
  const each = format.money(unit, currency);
  return (
    <span class="overage-facts">
      <b>{label}</b>
      <span class="num">{format.fullMoney(amount, currency)}</span>
      <span class="small quiet">
        {basis !== null && (kind === "days" || kind === "tons")
          ? `${message.used[kind](basis.used, basis.included)} · ${quantity} × ${each}`
          : quantity !== 1 && `${quantity} × ${each}`}
      </span>
    </span>
  );
};

const Decided = ({ app, item, currency }: ItemProps) => {
  const { state, by = "", reason } = item;
  if (state === "proposed") return null;
  return (
    <li data-state={state}>
      <ItemFacts {...{ app, item, currency }} />
      <span class="small quiet">
        {message.decided[state](by)}
        {reason !== undefined && (
          <>
            : <bdi>{reason}</bdi>
          </>
        )}
      </span>
    </li>
  );
};
