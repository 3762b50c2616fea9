import type { Card } from "../../../http/office-client.ts";
import type { Format } from "../../shared/format.ts";
import * as message from "../../shared/message/dashboard.ts";

/** Who and price; what and where; a status if it is not simply booked. */
export const BoardCard = ({
  card,
  format,
  currency,
  open,
}: {
  card: Card;
  format: Format;
  currency: string;
  open: () => void;
}) => (
  <button type="button" class="card" data-job={card.job} data-stage={card.stage} onClick={open}>
    <span class="card-line">
      <b>
        <bdi>{card.customer}</bdi>
      </b>
      {card.total_cents !== null && <b class="num">{format.money(card.total_cents, currency)}</b>}
    </span>
    <span class="card-what">
      {card.service} · <bdi>{card.street}</bdi>
    </span>
    {card.stage !== "scheduled" && card.stage !== "unscheduled" && (
      <span class="card-status">{message.since(message.stages[card.stage], format.time(Date.parse(card.since)))}</span>
    )}
  </button>
);
