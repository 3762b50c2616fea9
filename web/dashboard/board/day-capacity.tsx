import { useEffect, useRef, useState } from "preact/hooks";
import type { Board } from "../../../http/api-client.ts";
import { sentenceCase, windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { offeredWindows } from "./cards.ts";

interface Props {
  app: AppContext;
  board: Board;
  changed: () => void;
  onNotify: (done: Undoable) => void;
}

type Capacity = Pick<Board, "windows" | "closed">;

/** How full the day is; opened, one more place, one less, closed or open again. */
export const Places = ({ app, board, changed, onNotify }: Props) => {
  const [open, setOpen] = useState(false);
  const [trouble, setTrouble] = useState("");
  /** The day has stops: closing it is asked about first. */
  const [closing, setClosing] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { day } = board;
  const offered = offeredWindows(board);
  useEffect(() => {
    setOpen(false);
    setClosing(false);
  }, [day]);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  const put = async ({ windows, closed }: Capacity): Promise<boolean> => {
    setTrouble("");
    const answer = await app.api.setCapacity({
      day,
      body: {
        windows: windows.map(({ start, end, capacity }) => ({ start, end, capacity })),
        closed,
      },
    });
    if (answer.ok) changed();
    else setTrouble(problemText(answer.problem));
    return answer.ok;
  };
  const set = async (next: Capacity, text: string) => {
    const undo = async () => {
      if (await put({ windows: offered, closed: board.closed })) onNotify({ text: staff.undone, undo: null });
    };
    if (await put(next)) onNotify({ text, undo: () => void undo() });
  };
  const resize = (start: string, by: number) => {
    const windows = offered.map((one) => (one.start === start ? { ...one, capacity: one.capacity + by } : one));
    const changedOne = windows.find((one) => one.start === start);
    if (changedOne === undefined) return;
    const text = message.capacityChanged(sentenceCase(windowText(changedOne)), changedOne.capacity);
    void set({ windows, closed: board.closed }, text);
  };
  const stops = board.counts.visits - board.counts.done;
  const toggle = () => {
    setClosing(false);
    const date = app.format.day(day);
    const text = board.closed ? message.dayReopened(date) : message.dayClosed(date);
    void set({ windows: offered, closed: !board.closed }, text);
  };
  return (
    <div
      class="places"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button type="button" class="places-open" ref={button} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="vh">{message.capacityTitle}: </span>
        {board.closed || board.windows.length === 0 ? (
          <span class="chip chip-bad">{message.closed}</span>
        ) : (
          <span class="num">{message.openings(openingsOf(offered))}</span>
        )}
        <span class="places-turn" aria-hidden="true" />
      </button>
      {open && (
        <div class="over" role="group" aria-label={message.capacityTitle}>
          {offered.length === 0 && <p class="quiet">{message.noWindows}</p>}
          {offered.map((window) => {
            const hours = sentenceCase(windowText(window));
            return (
              <div class="places-row" key={window.start}>
                <span>{hours}</span>
                <span class="num quiet">{message.taken(window.taken, window.capacity)}</span>
                <button
                  type="button"
                  class="plain"
                  aria-label={message.oneLess(hours)}
                  aria-disabled={window.capacity === 0}
                  onClick={() => window.capacity > 0 && resize(window.start, -1)}
                >
                  −
                </button>
                <button
                  type="button"
                  class="plain"
                  aria-label={message.oneMore(hours)}
                  onClick={() => resize(window.start, 1)}
                >
                  +
                </button>
              </div>
            );
          })}
          {closing ? (
            <div class="note" role="alert">
              <p>{staff.stopsOnDay(stops, app.format.day(day))}</p>
              <div class="page-buttons">
                <button type="button" class="plain" onClick={toggle}>
                  {staff.closeAnyway}
                </button>
                <button type="button" class="plain" onClick={() => setClosing(false)}>
                  {staff.keepOpen}
                </button>
              </div>
            </div>
          ) : (
            <button
              type="button"
              class="plain"
              onClick={() => (board.closed || stops === 0 ? toggle() : setClosing(true))}
            >
              {board.closed ? message.reopenDay : message.closeDay}
            </button>
          )}
          {!board.closed && <p class="small quiet">{message.closeDayMore}</p>}
          <p class="error" role="alert">
            {trouble}
          </p>
        </div>
      )}
    </div>
  );
};

const openingsOf = (windows: Board["windows"]): number =>
  windows.reduce((sum, { capacity, taken }) => sum + Math.max(0, capacity - taken), 0);
