import type { Card } from "../../../http/api-client.ts";
import { lazy } from "../lazy.tsx";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { Icon } from "../icon.tsx";
import { attemptText, BoardCard, type CardContext } from "./board-card.tsx";
import { keyOf } from "./cards.ts";
import type { AppContext } from "../app-context.ts";
import type { Waiting } from "./use-waiting.ts";
import type { Layout } from "./layout.ts";
import type { DragState } from "./drag-state.ts";

const WaitingList = lazy(async () => (await import("./waiting-list.tsx")).WaitingList, false);

interface Props {
  layout: Layout;
  cardContext: CardContext;
  fresh: ReadonlySet<string>;
  chosen: string | null;
  drag: DragState | null;
  /** True while it is a strip at the edge. A card in it opens it when it gets the focus (`attention-list.css`). */
  folded: boolean;
  fold: (folded: boolean) => void;
  app: AppContext;
  /** Messages and new bookings. */
  waiting: Waiting;
}

/** The visits that need attention, exceptions first. During a drag it also has two drop targets. */
export const AttentionList = ({ layout, cardContext, fresh, chosen, drag, folded, fold, app, waiting }: Props) => {
  const { failed } = layout;
  const notes = failed.length + waiting.messages.length + waiting.bookings.length;
  const count = layout.attention.reduce((sum, { cards }) => sum + cards.length, notes);
  return (
    <aside class="attention" aria-label={message.needsAttention} data-folded={folded && drag === null}>
      <button type="button" class="attention-fold" aria-expanded={!folded} onClick={() => fold(!folded)}>
        <b>{message.needsAttention}</b> {count > 0 && <span class="num">{count}</span>}
      </button>
      {drag !== null && (
        <div class="attention-drops">
          {drag.card.crew !== null && drag.card.day !== null && <Drop drag={drag} spot="unassigned" />}
          {drag.card.day !== null && <Drop drag={drag} spot="unscheduled" />}
        </div>
      )}
      {count === 0 && <p class="quiet attention-empty">{message.nothingNeedsAttention}</p>}
      {failed.length > 0 && (
        <section aria-labelledby="attention-failed-today">
          <h2 id="attention-failed-today" data-tray="failed">
            <Icon name="warning" size={15} />
            {message.failedToday} <span class="num">{failed.length}</span>
          </h2>
          <ul>
            {failed.map((card) => (
              <FailedStop key={keyOf(card)} card={card} context={cardContext} />
            ))}
          </ul>
        </section>
      )}
      <WaitingList app={app} waiting={waiting} />
      {layout.attention.map(({ name, cards }) => (
        <section key={name} aria-labelledby={`attention-${name}`}>
          <h2 id={`attention-${name}`} data-tray={name}>
            <Icon name={icons[name]} size={15} />
            {message.trays[name]} <span class="num">{cards.length}</span>
          </h2>
          <ul>
            {cards.map((card: Card) => (
              <li key={keyOf(card)}>
                <BoardCard
                  card={card}
                  stop={null}
                  withTime
                  fresh={fresh.has(keyOf(card))}
                  chosen={chosen === card.job}
                  held={drag?.card === card}
                  {...cardContext}
                />
                {/* Enter on the card leads to the same form, so Tab passes over the button. */}
                <button type="button" class="tray-act" tabIndex={-1} data-act={keyOf(card)}>
                  {message.trayActs[name]}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
};

/** A stop of the day that a crew could not do. Its card stays in the lane, so this only says why and what comes next. */
const FailedStop = ({ card, context: { format, crewOf } }: { card: Card; context: CardContext }) => {
  const crew = crewOf(card.crew);
  return (
    <li class="attention-note" data-failed={card.job} data-color={crew.color}>
      <p class="attention-why">
        <b>
          <bdi>{card.customer || staff.noName}</bdi>
        </b>
        <span class="num">{format.time(Date.parse(card.since))}</span>
      </p>
      <p>
        <bdi>{attemptText(card)}</bdi>{" "}
        {crew.name !== "" && (
          <span class="crew-dot">
            <bdi>{crew.name}</bdi>
          </span>
        )}
      </p>
      <button type="button" class="attention-act" data-act={keyOf(card)}>
        {message.trayActs.failed}
      </button>
    </li>
  );
};

const icons = {
  failed: "warning",
  overdue: "clock",
  attention: "quote",
  late: "warning",
  ready: "check",
  requests: "quote",
  out: "trailer",
  unscheduled: "calendar",
} as const;

const Drop = ({ drag, spot }: { drag: DragState; spot: "unassigned" | "unscheduled" }) => {
  const name = drag.card.customer || staff.noName;
  return (
    <div class="slot" data-spot={spot} data-over={drag.over === spot}>
      {spot === "unassigned" ? message.dropUnassign(name) : message.dropUnschedule(name)}
    </div>
  );
};
