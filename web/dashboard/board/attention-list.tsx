import type { Card } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { BoardCard, type CardContext } from "./board-card.tsx";
import { keyOf } from "./cards.ts";
import type { Layout } from "./layout.ts";
import type { DragState } from "./drag-state.ts";

interface Props {
  layout: Layout;
  cardContext: CardContext;
  fresh: ReadonlySet<string>;
  chosen: string | null;
  moving: DragState | null;
  /** A strip at the edge while a sheet needs the room. A card in it that gets the focus opens it (`trays.css`). */
  folded: boolean;
  fold: (folded: boolean) => void;
}

/** What waits: exceptions first. While a visit is moved, two of them are places to put it down. */
export const AttentionList = ({ layout, cardContext, fresh, chosen, moving, folded, fold }: Props) => {
  const count = layout.trays.reduce((sum, { cards }) => sum + cards.length, 0);
  return (
    <aside class="attention" aria-label={message.needsAttention} data-folded={folded && moving === null}>
      <button type="button" class="attention-fold" aria-expanded={!folded} onClick={() => fold(!folded)}>
        <b>{message.needsAttention}</b> {count > 0 && <span class="num">{count}</span>}
      </button>
      {moving !== null && (
        <div class="attention-drops">
          {moving.card.crew !== null && moving.card.day !== null && <Drop moving={moving} spot="unassigned" />}
          {moving.card.day !== null && <Drop moving={moving} spot="unscheduled" />}
        </div>
      )}
      {layout.trays.length === 0 && <p class="quiet attention-empty">{message.nothingNeedsAttention}</p>}
      {layout.trays.map(({ tray, cards }) => (
        <section key={tray} aria-labelledby={`tray-${tray}`}>
          <h2 id={`tray-${tray}`}>
            {message.trays[tray]} <span class="num">{cards.length}</span>
          </h2>
          <ul>
            {cards.map((card: Card) => (
              <li key={keyOf(card)}>
                <BoardCard
                  card={card}
                  withTime={tray !== "unscheduled"}
                  fresh={fresh.has(keyOf(card))}
                  chosen={chosen === card.job}
                  held={moving?.card === card}
                  {...cardContext}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
};

const Drop = ({ moving, spot }: { moving: DragState; spot: "unassigned" | "unscheduled" }) => {
  const name = moving.card.customer || staff.noName;
  return (
    <div class="slot" data-spot={spot} data-over={moving.over === spot}>
      {spot === "unassigned" ? message.dropUnassign(name) : message.dropUnschedule(name)}
    </div>
  );
};
