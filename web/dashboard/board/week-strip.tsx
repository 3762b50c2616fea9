import { useEffect, useMemo, useReducer, useRef } from "preact/hooks";
import type { Board } from "../../../http/api-client.ts";
import { dayAfter, mondayOf } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import type { AppContext } from "../app-context.ts";
import { Icon } from "../icon.tsx";
import { createDayBook, type DayRoom } from "../job/day-book.ts";
import { offeredWindows } from "./cards.ts";

interface Props {
  app: AppContext;
  /** The day on the screen; null until its first answer. */
  board: Board | null;
  day: string;
  go: (day: string) => void;
}

/** The week of the day on the screen, with how full each day is. One Tab stop: arrows choose a day in it. */
export const WeekStrip = ({ app, board, day, go }: Props) => {
  const strip = useRef<HTMLDivElement>(null);
  const room = useWeek(app, board, day);
  const monday = mondayOf(day);
  const step = (event: KeyboardEvent) => {
    const to = { ArrowLeft: dayAfter(day, -1), ArrowRight: dayAfter(day, 1), Home: monday, End: dayAfter(monday, 6) }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  useEffect(() => {
    // The arrow that chose another day leaves the focus in the strip.
    if (strip.current?.contains(document.activeElement) === true) {
      strip.current.querySelector<HTMLElement>("[aria-current]")?.focus();
    }
  }, [day]);
  return (
    <div class="week" role="group" aria-label={message.week} ref={strip}>
      <button type="button" class="week-turn" aria-label={message.previousWeek} onClick={() => go(dayAfter(day, -7))}>
        <Icon name="before" size={14} />
      </button>
      {Array.from({ length: 7 }, (_, index) => dayAfter(monday, index)).map((shown, index) => (
        <WeekDay
          key={index}
          {...{ app, go, step }}
          day={shown}
          room={room(shown)}
          isChosen={shown === day}
          offset={Math.round((Date.parse(shown) - Date.parse(day)) / dayMs)}
        />
      ))}
      <button type="button" class="week-turn" aria-label={message.nextWeek} onClick={() => go(dayAfter(day, 7))}>
        <Icon name="after" size={14} />
      </button>
    </div>
  );
};

const dayMs = 86_400_000;

interface WeekDayProps {
  app: AppContext;
  day: string;
  room: Pick<DayRoom, "windows" | "closed"> | undefined;
  isChosen: boolean;
  /** The days from the chosen day, for a card that is dragged over this one. */
  offset: number;
  go: (day: string) => void;
  step: (event: KeyboardEvent) => void;
}

const WeekDay = ({ app: { format }, day, room, isChosen, offset, go, step }: WeekDayProps) => {
  const full = room === undefined ? null : fullnessOf(room);
  return (
    <button
      type="button"
      class="week-day"
      data-day={offset}
      data-full={full !== null && full.taken >= full.capacity && full.capacity > 0}
      tabIndex={isChosen ? 0 : -1}
      aria-current={isChosen ? "date" : undefined}
      onClick={() => go(day)}
      onKeyDown={step}
    >
      <span>
        {format.weekday(day)} <b>{Number(day.slice(8))}</b>
        {full !== null && <span class="vh">, {fullnessText(full)}</span>}
      </span>
      <span class="week-bar" style={{ "--full": `${Math.round((full?.share ?? 0) * 100)}%` }} />
    </button>
  );
};

const fullnessText = ({ taken, capacity }: { taken: number; capacity: number }): string =>
  capacity === 0 ? message.closed.toLowerCase() : message.taken(taken, capacity);

/** How much of a day is taken; a closed day has no capacity. */
export const fullnessOf = ({ windows, closed }: Pick<DayRoom, "windows" | "closed">) => {
  const sum = (of: (window: DayRoom["windows"][number]) => number) =>
    windows.reduce((total, window) => total + of(window), 0);
  const [taken, capacity] = [sum(({ taken }) => taken), closed ? 0 : sum(({ capacity }) => capacity)];
  return { taken, capacity, share: capacity === 0 ? 0 : Math.min(1, taken / capacity) };
};

/** Loads the other days of the week after the board has drawn its cards, and again when the counts of the day change. */
const useWeek = ({ api, browser }: AppContext, board: Board | null, day: string) => {
  const book = useMemo(() => createDayBook(api), [api]);
  const [, render] = useReducer((count: number) => count + 1, 0);
  const monday = mondayOf(day);
  const hasBoard = board !== null;
  useEffect(() => {
    if (!hasBoard) return;
    let gone = false;
    const load = async () => {
      await book.load(monday, 7);
      if (!gone) render(undefined);
    };
    const callOff = browser.after(quietMs, () => void load());
    return () => {
      gone = true;
      callOff();
    };
  }, [book, browser, monday, hasBoard, board?.counts.visits]);
  return (shown: string): Pick<DayRoom, "windows" | "closed"> | undefined =>
    board?.day === shown ? { windows: offeredWindows(board), closed: board.closed } : book.room(shown);
};

/** The board needs the network and the processor first. */
const quietMs = 500;
