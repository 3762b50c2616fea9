import { Component } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Board, Card } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { BoardCard, type CardContext } from "./board-card.tsx";
import { keyOf, sameWindow } from "./cards.ts";
import { Fullness } from "./fullness.tsx";
import { cellKey } from "./grid-step.ts";
import { fitOf, type Column, type Fit, type LaneRow, type Layout } from "./layout.ts";
import { columnText, fitText, spotText, targetAt, type DragState } from "./drag-state.ts";

interface Props {
  board: Board;
  layout: Layout;
  cardContext: CardContext;
  fresh: ReadonlySet<string>;
  chosen: string | null;
  drag: DragState | null;
  /** The only crew that is shown; empty for all. */
  only: string;
}

/** The lanes: a row for each crew, a column for each window. */
export const LaneGrid = (props: Props) => {
  const { board, layout } = props;
  const places = (column: Column) => board.windows.find((window) => sameWindow(window, column));
  const shown = useGrowing(layout.lanes);
  return (
    <div class="lanes" role="grid" aria-label={message.board} style={{ "--columns": String(layout.columns.length) }}>
      <div class="lane-head" role="row">
        <span role="columnheader">{message.crew}</span>
        {layout.columns.map((column) => {
          const window = places(column);
          return (
            <span role="columnheader" key={columnText(column)}>
              <b>{columnText(column)}</b> {window !== undefined && <Fullness window={window} />}
            </span>
          );
        })}
      </div>
      {shown.map((lane, index) => (
        <Lane key={lane.crew?.id ?? ""} {...props} lane={lane} index={index} />
      ))}
    </div>
  );
};

/** How many cards the first frame draws, about a large screen, and how many each further frame adds. */
const firstCards = 40;
const moreCards = 100;

/** The lanes to draw now. A day with a thousand cards draws its first lanes first and the others frame by frame. */
const useGrowing = (lanes: LaneRow[]): LaneRow[] => {
  const [room, setRoom] = useState(firstCards);
  let cards = 0;
  const end = lanes.findIndex((lane) => {
    cards += lane.cells.reduce((sum, cell) => sum + cell.length, 0);
    return cards > room;
  });
  useEffect(() => {
    if (end < 0) return;
    const frame = requestAnimationFrame(() => setRoom(room + moreCards));
    return () => cancelAnimationFrame(frame);
  }, [end, room]);
  return end < 0 ? lanes : lanes.slice(0, end + 1);
};

const Lane = ({ lane, index, ...props }: Props & { lane: LaneRow; index: number }) => {
  const { board, layout, drag } = props;
  const name = lane.crew?.name ?? staff.unassigned;
  const { color } = props.cardContext.crewOf(lane.crew?.id ?? null);
  return (
    <div class="lane" role="row" data-crew={lane.crew?.id ?? "none"} data-color={color}>
      <div class="lane-name" role="rowheader">
        <div>
          <button
            type="button"
            data-only={lane.crew?.id ?? "none"}
            title={props.only === "" ? message.onlyCrew(name) : message.allCrews}
            aria-pressed={props.only !== ""}
          >
            {lane.crew === null ? (
              name
            ) : (
              <span class="crew-dot">
                <bdi>{name}</bdi>
              </span>
            )}
          </button>
          <span class="quiet">
            {lane.crew === null && lane.visits > 0 ? message.giveToCrew : message.stops(lane.visits, lane.done)}
          </span>
        </div>
      </div>
      {lane.cells.map((cards, column) => {
        const over = typeof drag?.over === "object" && drag.over?.lane === index && drag.over.column === column;
        const target = drag === null ? null : targetAt(board, layout, drag.card, { lane: index, column });
        const fit = drag === null || target === null ? null : fitOf(board, drag.card, target);
        return (
          <Cell
            key={columnText(layout.columns[column] ?? null)}
            cards={cards}
            focusKey={cellKey(index, column)}
            spot={spotText({ lane: index, column })}
            label={message.cellAt(name, columnText(layout.columns[column] ?? null))}
            when={columnText(layout.columns[column] ?? null)}
            fit={fit?.kind ?? ""}
            drop={over && drag !== null && fit !== null ? fitText(fit, drag.card) : ""}
            dropAt={over && typeof drag?.over === "object" ? (drag.over?.at ?? null) : null}
            stops={cards.map((card) => lane.stops.get(keyOf(card)) ?? null)}
            held={drag?.card ?? null}
            fresh={props.fresh}
            chosen={props.chosen}
            cardContext={props.cardContext}
          />
        );
      })}
    </div>
  );
};

interface CellProps {
  cards: Card[];
  focusKey: string;
  spot: string;
  label: string;
  /** The window, for a phone, which shows no column heads. */
  when: string;
  /** During a drag: whether the card fits here. */
  fit: Fit["kind"] | "";
  /** During a drag over this cell: the text of the drop target. */
  drop: string;
  /** The place of the drop target among the other cards; null: at the end. */
  dropAt: number | null;
  /** The number of each card's stop; null if it has none. */
  stops: (number | null)[];
  held: Card | null;
  fresh: ReadonlySet<string>;
  chosen: string | null;
  cardContext: CardContext;
}

/** A cell renders only if its own content changed, because an arrow key during a drag changes only two cells. */
class Cell extends Component<CellProps> {
  override shouldComponentUpdate(next: Readonly<CellProps>): boolean {
    const { cards, drop, dropAt, fit, fresh, chosen, held, stops, cardContext, label } = this.props;
    return (
      next.drop !== drop ||
      next.dropAt !== dropAt ||
      next.fit !== fit ||
      next.fresh !== fresh ||
      next.chosen !== chosen ||
      next.held !== held ||
      next.stops.some((stop, index) => stop !== stops[index]) ||
      next.cardContext !== cardContext ||
      next.label !== label ||
      next.cards.length !== cards.length ||
      next.cards.some((card, index) => card !== cards[index])
    );
  }

  render({
    cards,
    focusKey,
    spot,
    label,
    when,
    fit,
    drop,
    dropAt,
    stops,
    held,
    fresh,
    chosen,
    cardContext,
  }: CellProps) {
    const free = cards.length === 0;
    const others = cards.filter((card) => card !== held);
    const slot = drop !== "" && (
      <div class="slot" data-over="true" data-fit={fit}>
        {drop}
      </div>
    );
    return (
      <div
        class="cell"
        role="gridcell"
        data-spot={spot}
        data-fit={fit}
        data-when={when}
        // A free cell can have the focus. In a cell with cards, the cards have it.
        {...(free
          ? { tabIndex: -1, "data-key": focusKey, "aria-label": [label, drop].filter(Boolean).join(". ") }
          : {})}
      >
        {cards.flatMap((card, index) => [
          others[dropAt ?? -1] === card && slot,
          <BoardCard
            key={keyOf(card)}
            card={card}
            stop={stops[index] ?? null}
            withTime={false}
            fresh={fresh.has(keyOf(card))}
            chosen={chosen === card.job}
            held={held === card}
            {...cardContext}
          />,
        ])}
        {others[dropAt ?? -1] === undefined && slot}
      </div>
    );
  }
}
