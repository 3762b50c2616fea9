import { useEffect, useRef, useState } from "preact/hooks";
import type { Board } from "../../../http/api-client.ts";
import { sentenceCase, windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { useCloseOutside } from "../page/use-close-outside.ts";
import { offeredWindows } from "./cards.ts";

interface Props {
  app: AppContext;
  board: Board;
  changed: () => void;
  onNotify: (done: Undoable) => void;
}

type Capacity = Pick<Board, "windows" | "closed">;

/** The openings of the day. Its popover adds or removes one in a window, and closes or reopens the day. */
export const DayCapacity = (props: Props) => {
  const { board } = props;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [board.day]);
  useCloseOutside(box, open, () => setOpen(false));
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
          <span class="num">{message.openings(openingsOf(offeredWindows(board)))}</span>
        )}
        <span class="places-turn" aria-hidden="true" />
      </button>
      {open && <CapacityPopover {...props} />}
    </div>
  );
};

const CapacityPopover = (props: Props) => {
  const { app, board } = props;
  const { trouble, resize, toggle } = useCapacity(props);
  const [isAsking, setAsking] = useState(false);
  const offered = offeredWindows(board);
  const openVisits = board.counts.visits - board.counts.done;
  const turn = () => {
    setAsking(false);
    toggle();
  };
  return (
    <div class="over" role="group" aria-label={message.capacityTitle}>
      {offered.length === 0 && <p class="quiet">{message.noWindows}</p>}
      {offered.map((window) => (
        <WindowRow key={window.start} window={window} resize={resize} />
      ))}
      {isAsking ? (
        <div class="note" role="alert">
          <p>{staff.stopsOnDay(openVisits, app.format.day(board.day))}</p>
          <div class="page-buttons">
            <button type="button" class="plain" onClick={turn}>
              {staff.closeAnyway}
            </button>
            <button type="button" class="plain" onClick={() => setAsking(false)}>
              {staff.keepOpen}
            </button>
          </div>
        </div>
      ) : (
        <button
          type="button"
          class="plain"
          onClick={() => (board.closed || openVisits === 0 ? turn() : setAsking(true))}
        >
          {board.closed ? message.reopenDay : message.closeDay}
        </button>
      )}
      {!board.closed && <p class="small quiet">{message.closeDayMore}</p>}
      <p class="error" role="alert">
        {trouble}
      </p>
    </div>
  );
};

interface RowProps {
  window: Board["windows"][number];
  resize: (start: string, by: number) => void;
}

const WindowRow = ({ window, resize }: RowProps) => {
  const hours = sentenceCase(windowText(window));
  return (
    <div class="places-row">
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
      <button type="button" class="plain" aria-label={message.oneMore(hours)} onClick={() => resize(window.start, 1)}>
        +
      </button>
    </div>
  );
};

/** Saves the capacity of the day, each change with its undo. */
const useCapacity = ({ app, board, changed, onNotify }: Props) => {
  const [trouble, setTrouble] = useState("");
  const { day } = board;
  const offered = offeredWindows(board);
  const save = async ({ windows, closed }: Capacity): Promise<boolean> => {
    setTrouble("");
    const answer = await app.api.setCapacity({
      day,
      body: { windows: windows.map(({ start, end, capacity }) => ({ start, end, capacity })), closed },
    });
    if (answer.ok) changed();
    else setTrouble(problemText(answer.problem));
    return answer.ok;
  };
  const saveWithUndo = async (next: Capacity, text: string) => {
    const undo = async () => {
      if (await save({ windows: offered, closed: board.closed })) onNotify({ text: staff.undone, undo: null });
    };
    if (await save(next)) onNotify({ text, undo: () => void undo() });
  };
  const resize = (start: string, by: number) => {
    const resized = (window: RowProps["window"]) =>
      window.start === start ? { ...window, capacity: window.capacity + by } : window;
    const windows = offered.map(resized);
    const window = windows.find((candidate) => candidate.start === start);
    if (window === undefined) return;
    const text = message.capacityChanged(sentenceCase(windowText(window)), window.capacity);
    void saveWithUndo({ windows, closed: board.closed }, text);
  };
  const toggle = () => {
    const date = app.format.day(day);
    const text = board.closed ? message.dayReopened(date) : message.dayClosed(date);
    void saveWithUndo({ windows: offered, closed: !board.closed }, text);
  };
  return { trouble, resize, toggle };
};

const openingsOf = (windows: Board["windows"]): number =>
  windows.reduce((sum, { capacity, taken }) => sum + Math.max(0, capacity - taken), 0);
