import { Component } from "preact";
import type { Card } from "../../../http/api-client.ts";
import { sentenceCase, windowText, type Format } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import * as sample from "#message/sample.ts";
import { KindIcon } from "../icon.tsx";
import { keyOf } from "./cards.ts";
import { StayDays, Units } from "./rental-line.tsx";

export interface CardContext {
  format: Format;
  /** The currency of cards without their own. */
  currency: string;
  today: string;
  /** The day that the board shows. */
  shownDay: string;
  crewOf: (id: string | null) => { name: string; color: number };
}

interface Props extends CardContext {
  card: Card;
  /** The number of the stop in its lane; null in an attention list and without a crew. */
  stop: number | null;
  /** True in an attention list, where no lane and column show the time. */
  withTime: boolean;
  /** It changed with the last answer, so it has a tint that fades. */
  fresh: boolean;
  /** Its panel is open. */
  chosen: boolean;
  /** It is being dragged. */
  held: boolean;
}

/**
 * A visit: stop number, customer and price; kind, work and city; and a status unless it is just booked. The board has the
 * listeners. A card renders only if it changed, because there can be a thousand.
 */
export class BoardCard extends Component<Props> {
  override shouldComponentUpdate(next: Readonly<Props>): boolean {
    const { card, stop, withTime, fresh, chosen, held, format, today, shownDay } = this.props;
    return (
      next.card !== card ||
      next.stop !== stop ||
      next.withTime !== withTime ||
      next.fresh !== fresh ||
      next.chosen !== chosen ||
      next.held !== held ||
      next.format !== format ||
      next.today !== today ||
      next.shownDay !== shownDay
    );
  }

  render({ card, stop, withTime, fresh, chosen, held, format, currency, today, shownDay, crewOf }: Props) {
    const status = (withTime ? waitText(card, format, today) : "") || statusText(card, format, withTime);
    const name = card.customer || staff.noName;
    const crew = crewOf(card.crew);
    const tone = toneOf(card);
    return (
      <div
        class="card"
        data-job={card.job}
        data-tone={tone}
        data-color={crew.color}
        // Two values in turn, so that a second change starts the tint again.
        data-fresh={fresh ? card.rev % 2 : undefined}
        data-chosen={chosen}
        data-held={held}
      >
        <button type="button" class="card-open" tabIndex={-1} data-key={keyOf(card)} aria-haspopup="dialog">
          <span class="card-line">
            {stop !== null && (
              <span class="disc" data-hollow={tone === "done"}>
                <span class="vh">{message.stop} </span>
                {stop}
              </span>
            )}
            <b class="card-who">
              <bdi>{name}</bdi>
            </b>
            {card.total_cents !== null && card.status !== "requested" && (
              <span class="num">{priceText(card.total_cents, card, format, currency)}</span>
            )}
          </span>
          <span class="card-what">
            <KindIcon rental={card.kind !== "service"} />
            <span class="card-service">{message.rentalWork[card.kind] || card.service}</span>{" "}
            {card.rental !== undefined && (
              <span class="card-units">
                <Units rental={card.rental} />
              </span>
            )}
            <bdi class="card-city">{card.city || card.street}</bdi>
            <StayDays card={card} today={today} />
          </span>
          {withTime && card.day !== null && (
            <span class="card-time">
              {sentenceCase(timeText(card, format, shownDay))}
              {card.crew !== null && (
                <span class="crew-dot">
                  <bdi>{crew.name}</bdi>
                </span>
              )}
            </span>
          )}
          {(status !== "" || card.sample === true) && (
            <span class="card-state">
              {status !== "" && <span class="chip">{status}</span>}
              {card.sample === true && <span class="small quiet card-sample">{sample.badge}</span>}
            </span>
          )}
        </button>
        <button
          type="button"
          class="card-more"
          tabIndex={-1}
          data-more={keyOf(card)}
          aria-label={message.cardMenu(name)}
        >
          ⋯
        </button>
      </div>
    );
  }
}

/** `$600`, or `$149–$599` of a price range. */
const priceText = (cents: number, card: Card, format: Format, business: string): string => {
  const currency = card.currency ?? business;
  const low = format.money(cents, currency);
  return card.estimate_high_cents === undefined ? low : `${low}–${format.money(card.estimate_high_cents, currency)}`;
};

export type Tone = "plain" | "good" | "way" | "hot" | "bad" | "done";

export const toneOf = ({ state, status }: Pick<Card, "state" | "status">): Tone => {
  if (state === "done" || status === "completed" || status === "cancelled") return "done";
  if (state === "attempted") return "bad";
  if (state === "en_route") return "way";
  if (state === "on_site") return "hot";
  return status === "ready_for_pickup" ? "good" : "plain";
};

/** In an attention list: why a person has to look at the job, or since when a customer waits for a price. */
const waitText = ({ why, status, since, attempt }: Card, format: Format, today: string): string => {
  if (attempt !== undefined) return attemptText({ attempt });
  if (why !== undefined) return message.whys[why];
  if (status !== "requested") return "";
  const at = Date.parse(since);
  const day = format.dayOf(at);
  return message.askedAt(day === today ? format.time(at) : format.date(day));
};

/** Why a crew could not do the visit: its words, else the phrase of the code. Empty if it could. */
export const attemptText = ({ attempt }: Pick<Card, "attempt">): string =>
  attempt === undefined ? "" : attempt.reason || staff.attemptCodes[attempt.code];

const statusText = (card: Card, format: Format, withTime: boolean): string => {
  const time = format.time(Date.parse(card.since));
  switch (toneOf(card)) {
    case "done":
      return card.status === "cancelled" ? message.stages.cancelled : message.done(time);
    case "bad":
      return staff.at(message.stages.attempted, time);
    case "way":
      return staff.at(message.stages.en_route, time);
    case "hot":
      return staff.at(message.stages.on_site, time);
    case "good":
      return staff.since(message.stages.ready, time);
    case "plain":
      if (card.requested !== undefined) {
        return message.asksFor(timeText({ ...card, ...card.requested }, format, "") || staff.anyTime);
      }
      return card.crew === null && !withTime ? message.needsCrew : "";
  }
};

/** The time of the card: its window today, else its day. */
const timeText = ({ day, window }: Pick<Card, "day" | "window">, format: Format, today: string): string => {
  const hours = window === null ? staff.anyTime : windowText(window);
  if (day === null) return staff.notScheduled;
  return day === today ? hours : format.day(day);
};
