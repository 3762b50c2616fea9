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
  moving: DragState | null;
  /** The crew that is shown alone; empty for all. */
  only: string;
  /** How many visits of nobody each column has; they lie in the tray. */
  nobodys: number[];
}

/** Lanes by crew and window. */
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

/** About what a large screen shows, and how much more each frame takes until all is there. */
const firstCards = 40;
const moreCards = 100;

/** A day of a thousand is not waited for: its first lanes stand in the first frame, the others follow frame by frame. */
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
  const { board, layout, moving } = props;
  const name = lane.crew?.name ?? staff.unassigned;
  return (
    <div class="lane" role="row" data-crew={lane.crew?.id ?? "none"}>
      <div class="lane-name" role="rowheader">
        <div>
          <button
            type="button"
            data-only={lane.crew?.id ?? "none"}
            title={props.only === "" ? message.onlyCrew(name) : message.allCrews}
            aria-pressed={props.only !== ""}
          >
            <bdi>{name}</bdi>
          </button>
          <span class="quiet">{message.stops(lane.stops, lane.done)}</span>
        </div>
      </div>
      {lane.cells.map((cards, column) => {
        const over = typeof moving?.over === "object" && moving.over?.lane === index && moving.over.column === column;
        const target = moving === null ? null : targetAt(board, layout, moving.card, { lane: index, column });
        const fit = moving === null || target === null ? null : fitOf(board, moving.card, target);
        return (
          <Cell
            key={columnText(layout.columns[column] ?? null)}
            cards={cards}
            place={cellKey(index, column)}
            spot={spotText({ lane: index, column })}
            label={message.cellAt(name, columnText(layout.columns[column] ?? null))}
            when={columnText(layout.columns[column] ?? null)}
            fit={fit?.kind ?? ""}
            drop={over && moving !== null && fit !== null ? fitText(fit, moving.card) : ""}
            waiting={lane.crew === null ? (props.nobodys[column] ?? 0) : 0}
            held={moving?.card ?? null}
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
  place: string;
  spot: string;
  label: string;
  /** On a phone, where the columns have no heads. */
  when: string;
  /** While a visit is moved: whether it fits here. */
  fit: Fit["kind"] | "";
  /** While it is held over this cell: what stands where it would be dropped. */
  drop: string;
  waiting: number;
  held: Card | null;
  fresh: ReadonlySet<string>;
  chosen: string | null;
  cardContext: CardContext;
}

/** Drawn anew only when something in it changed: an arrow pressed with a visit in hand concerns two of them. */
class Cell extends Component<CellProps> {
  override shouldComponentUpdate(next: Readonly<CellProps>): boolean {
    const { cards, drop, fit, fresh, chosen, held, waiting, cardContext, label } = this.props;
    return (
      next.drop !== drop ||
      next.fit !== fit ||
      next.fresh !== fresh ||
      next.chosen !== chosen ||
      next.held !== held ||
      next.waiting !== waiting ||
      next.cardContext !== cardContext ||
      next.label !== label ||
      next.cards.length !== cards.length ||
      next.cards.some((card, index) => card !== cards[index])
    );
  }

  render({ cards, place, spot, label, when, fit, drop, waiting, held, fresh, chosen, cardContext }: CellProps) {
    const free = cards.length === 0;
    const nobodys = waiting > 0 ? message.counterLabel(message.trays.unassigned, waiting) : "";
    return (
      <div
        class="cell"
        role="gridcell"
        data-spot={spot}
        data-fit={fit}
        data-when={when}
        // A cell with visits in it is passed through; a free one can have the focus itself.
        {...(free
          ? { tabIndex: -1, "data-key": place, "aria-label": [label, nobodys, drop].filter(Boolean).join(". ") }
          : {})}
      >
        {nobodys !== "" && <span class="cell-waiting">{nobodys}</span>}
        {cards.map((card) => (
          <BoardCard
            key={keyOf(card)}
            card={card}
            withTime={false}
            fresh={fresh.has(keyOf(card))}
            chosen={chosen === card.job}
            held={held === card}
            {...cardContext}
          />
        ))}
        {drop !== "" && (
          <div class="slot" data-over="true" data-fit={fit}>
            {drop}
          </div>
        )}
      </div>
    );
  }
}
