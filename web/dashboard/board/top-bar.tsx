import type { Board } from "../../../http/api-client.ts";
import { dayAfter, type Format } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import { firstDay, isDay } from "../day-range.ts";
import type { AppContext } from "../app-context.ts";
import { Icon } from "../icon.tsx";
import { countedAs, statuses, type BoardStatus } from "./layout.ts";
import { DayCapacity } from "./day-capacity.tsx";
import { SearchBox } from "./search-box.tsx";
import { WeekStrip } from "./week-strip.tsx";
import type { Undoable } from "../page/undo-bar.tsx";

interface Props {
  app: AppContext;
  /** Null until the first answer. The bar then shows no numbers. */
  board: Board | null;
  day: string;
  isToday: boolean;
  go: (day: string | null) => void;
  create: () => void;
  changed: () => void;
  onNotify: (done: Undoable) => void;
}

/** The day, its openings, the search and the button for a new job. */
export const TopBar = ({ app, board, day, isToday, go, create, changed, onNotify }: Props) => (
  <header class="board-top">
    <h1>
      <span class="for-wide">{app.longDay(day)}</span>
      <span class="for-narrow">{app.format.day(day)}</span>
    </h1>
    <div class="days">
      <button type="button" data-day={-1} aria-label={message.previousDay} onClick={() => go(dayAfter(day, -1))}>
        <Icon name="before" />
      </button>
      <button type="button" aria-current={isToday ? "date" : undefined} onClick={() => go(null)}>
        {message.today}
      </button>
      <button type="button" data-day={1} aria-label={message.nextDay} onClick={() => go(dayAfter(day, 1))}>
        <Icon name="after" />
      </button>
      <input
        class="day-pick"
        type="date"
        aria-label={message.chooseDay}
        min={firstDay}
        value={day}
        onChange={({ currentTarget }) => isDay(currentTarget.value) && go(currentTarget.value)}
      />
    </div>
    <WeekStrip {...{ app, board, day, go }} />
    {board !== null && <DayCapacity {...{ app, board, changed, onNotify }} />}
    <SearchBox app={app} />
    <button type="button" class="orange" onClick={create} aria-keyshortcuts="n">
      {message.newJob} <kbd>N</kbd>
    </button>
  </header>
);

/** The counts by status. A pressed counter filters the board. */
export const Counters = ({
  board,
  chosen,
  choose,
}: {
  board: Board;
  chosen: string;
  choose: (status: string) => void;
}) => {
  const counted = countedAs(board);
  const count = (status: BoardStatus) => counted[status].length;
  return (
    <div class="counters" role="group" aria-label={message.countersLabel}>
      {statuses
        .filter((status) => count(status) > 0 || status === chosen)
        .map((status) => (
          <button
            type="button"
            key={status}
            class="counter"
            data-status={status}
            aria-pressed={status === chosen}
            onClick={() => choose(status === chosen ? "" : status)}
          >
            {message.counters[status]} <b class="num">{count(status)}</b>
          </button>
        ))}
    </div>
  );
};

/** Says that the server does not answer, and from when the shown board is. */
export const OfflineStrip = ({
  text,
  format,
}: {
  text: "" | "offline" | "degraded";
  format: { at: number | null; format: Format };
}) => {
  const time = format.at === null ? "" : format.format.time(format.at);
  return (
    <div class="strip-offline" role="status" hidden={text === ""}>
      {text !== "" && (
        <>
          <b>{text === "offline" ? message.offline(time) : message.unreachable(time)}</b> {message.offlineMore}
        </>
      )}
    </div>
  );
};
