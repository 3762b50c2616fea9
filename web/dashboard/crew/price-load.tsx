import type { Job } from "../../../http/api-client.ts";
import type { Format } from "../../shared/format.ts";
import { LoadChoice } from "../../shared/load/load-choice.tsx";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import type { DraftItems, Pricing } from "../price/price-draft.ts";
import { hasLoad, steppedBy, type NextPrice, type PriceGroup } from "./price-step.ts";
import { priceText } from "./price-text.ts";

interface Props {
  job: Job;
  pricing: Pricing;
  groups: PriceGroup[];
  items: DraftItems;
  /** Null until the server worked it out. */
  next: NextPrice | null;
  /** True if the load can be saved without its price, because there is no signal. */
  canWait: boolean;
  busy: boolean;
  trouble: string;
  format: Format;
  choose: (group: PriceGroup, id: string) => void;
  count: (id: string, text: string) => void;
  go: () => void;
  close: () => void;
}

/** What is really there: the load on the drawn truck, and how many of each add-on. */
export const PriceLoad = ({ job, pricing, groups, items, next, canWait, busy, trouble, format, ...props }: Props) => {
  const money = (cents: number) => format.money(cents, pricing.currency);
  const submit = (event: Event) => {
    event.preventDefault();
    if (next !== null || canWait) props.go();
  };
  const booked = job.items.map(({ label, quantity }) => message.items(label, quantity));
  return (
    <form class="crew-price" onSubmit={submit} aria-labelledby="crew-price">
      <div class="crew-price-body">
        <h2 id="crew-price" tabIndex={-1}>
          {hasLoad(groups) ? message.finalLoad : message.extras}
        </h2>
        <p class="crew-quiet">{message.bookedAs(booked, priceText(pricing, format))}</p>
        {groups.map((group) =>
          group.kind === "choice" ? (
            <div
              key={group.id}
              onChange={({ target }) => target instanceof HTMLInputElement && props.choose(group, target.value)}
            >
              <LoadChoice
                name={`choice.${group.id}`}
                label={group.label}
                options={group.options}
                chosen={group.options.find(({ id }) => Number(items[id] ?? "") > 0)?.id ?? ""}
                price={money}
                range={null}
              />
            </div>
          ) : (
            <Counts key={group.id} {...{ group, items, money }} count={props.count} />
          ),
        )}
      </div>
      <div class="crew-price-foot">
        <p class="crew-new" role="status">
          <span class="crew-quiet">
            {message.newPrice}{" "}
            {next !== null && next.total_cents !== pricing.total_cents && (
              <s class="num">{priceText(pricing, format)}</s>
            )}
          </span>
          <b class="num">{next === null ? "–" : money(next.total_cents)}</b>
        </p>
        {trouble !== "" && (
          <p class="crew-error" role="alert">
            {trouble}
          </p>
        )}
        <div class="crew-steps">
          <button type="button" class="crew-button" onClick={props.close}>
            {message.back}
          </button>
          <button type="submit" class="crew-act" aria-disabled={(next === null && !canWait) || busy}>
            {canWait ? message.saveLoad : actText(next, pricing, job.customer?.name || staff.noName, money)}
          </button>
        </div>
      </div>
    </form>
  );
};

const actText = (next: NextPrice | null, pricing: Pricing, name: string, money: (cents: number) => string): string => {
  if (next === null) return message.setPrice;
  if (next.needsYes) return message.showPrice(name);
  return next.total_cents === pricing.total_cents ? message.keepPrice : message.setPriceTo(money(next.total_cents));
};

interface CountsProps {
  group: PriceGroup;
  items: DraftItems;
  money: (cents: number) => string;
  count: (id: string, text: string) => void;
}

const Counts = ({ group, items, money, count }: CountsProps) => (
  <ul class="crew-counts" aria-label={group.label}>
    {group.options.map(({ id, label, unit_cents: cents, max, hint }) => {
      const most = max ?? (group.kind === "add_on" ? 20 : 1_000);
      return (
        <li key={id}>
          <label for={`count-${id}`}>
            {label} <span class="crew-quiet num">{money(cents)}</span>
            {hint !== undefined && <span class="crew-hint">{hint}</span>}
          </label>
          <button type="button" aria-label={message.fewer(label)} onClick={() => count(id, steppedBy(items[id], -1))}>
            −
          </button>
          <input
            id={`count-${id}`}
            inputMode={group.kind === "add_on" ? "numeric" : "decimal"}
            autocomplete="off"
            value={items[id] ?? "0"}
            onInput={({ currentTarget }) => count(id, currentTarget.value)}
          />
          <button
            type="button"
            aria-label={message.more(label)}
            onClick={() => count(id, steppedBy(items[id], 1, most))}
          >
            +
          </button>
        </li>
      );
    })}
  </ul>
);
