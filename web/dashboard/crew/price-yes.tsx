import { useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import type { Format } from "../../shared/format.ts";
import * as message from "#message/crew.ts";
import * as price from "#message/price.ts";
import * as staff from "#message/staff.ts";
import type { Pricing } from "../price/price-draft.ts";
import { lineChange, type NextPrice, type PriceGroup } from "./price-step.ts";
import { priceText } from "./price-text.ts";

interface Props {
  job: Job;
  pricing: Pricing;
  groups: PriceGroup[];
  next: NextPrice;
  format: Format;
  busy: boolean;
  /** With the name of the person who agreed; null sends the price to the customer for approval. */
  save: (agreedBy: string | null) => void;
  back: () => void;
}

/** The new price as the customer reads it on the crew's phone. They agree with their name, or answer by link. */
export const PriceYes = ({ job, pricing, groups, next, format, busy, save, back }: Props) => {
  const customer = job.customer?.name ?? "";
  const [name, setName] = useState(customer);
  const [missing, setMissing] = useState(false);
  const money = (cents: number) => format.fullMoney(cents, pricing.currency);
  const isMissing = missing && name.trim() === "";
  const agree = (event: Event) => {
    event.preventDefault();
    if (name.trim() === "") return setMissing(true);
    save(name.trim());
  };
  return (
    <form class="crew-price" onSubmit={agree} aria-labelledby="crew-yes" noValidate>
      <div class="crew-price-body crew-paper">
        <h2 id="crew-yes" tabIndex={-1}>
          {message.yesTitle(customer)}
        </h2>
        <ul class="crew-lines">
          {next.lines.map((line) => (
            <li key={line.id}>
              <span>
                {price.quantity(line.quantity, line.label)}{" "}
                <span class="crew-hint">{changeText(lineChange(line, pricing, groups))}</span>
              </span>
              <span class="num">{money(line.amount_cents)}</span>
            </li>
          ))}
          {next.tax_cents !== 0 && (
            <li>
              <span>{pricing.tax?.label ?? message.tax}</span>
              <span class="num">{money(next.tax_cents)}</span>
            </li>
          )}
          <li class="crew-sum">
            <b>{price.total}</b>
            <span class="num">
              <s>{priceText(pricing, format)}</s> <b>{money(next.total_cents)}</b>
            </span>
          </li>
        </ul>
        <label class="crew-field">
          <span>{message.agreedBy}</span>
          <input
            name="agreed.name"
            autocomplete="off"
            maxLength={80}
            value={name}
            aria-invalid={isMissing}
            aria-describedby={isMissing ? "crew-name-error" : undefined}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </label>
        {isMissing && (
          <p class="crew-error" id="crew-name-error" role="alert" data-error="agreed.name">
            {message.agreedByNeeded}
          </p>
        )}
      </div>
      <div class="crew-price-foot">
        <button type="submit" class="crew-act" aria-disabled={busy}>
          {message.agree(money(next.total_cents))}
        </button>
        <div class="crew-steps">
          <button type="button" class="crew-button" onClick={back}>
            {message.back}
          </button>
          <button type="button" class="crew-button" aria-disabled={busy} onClick={() => save(null)}>
            {message.sendForApproval(customer || staff.noName)}
          </button>
        </div>
      </div>
    </form>
  );
};

const changeText = (change: ReturnType<typeof lineChange>): string =>
  change.kind === "new" ? message.lineNew : change.kind === "same" ? "" : message.lineWas(change.label);
