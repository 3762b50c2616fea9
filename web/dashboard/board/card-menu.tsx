import { useLayoutEffect, useRef } from "preact/hooks";
import type { Board, Card } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { isOpen } from "./cards.ts";
import { columnIndex, fitOf, type Layout, type Target } from "./layout.ts";
import { columnText } from "./drag-state.ts";

interface Props {
  app: AppContext;
  board: Board;
  layout: Layout;
  card: Card;
  /** Beside what it was opened from. */
  at: DOMRect;
  put: (target: Target) => void;
  open: (panel: "move" | null) => void;
  close: () => void;
}

/** The tap way of every drag: give a visit to a crew, or put it in another window, from a list. */
export const CardMenu = ({ app, board, layout, card, at, put, open, close }: Props) => {
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  useLayoutEffect(() => {
    const box = menu.current;
    if (box === null) return;
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    box.style.top = `${Math.max(8, at.bottom + 4 + height > innerHeight ? Math.min(at.top - height - 4, innerHeight - height - 8) : at.bottom + 4)}px`;
  }, [at]);
  useLayoutEffect(() => {
    items()[0]?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && menu.current?.contains(event.target) === false) close();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const pressed = (event: KeyboardEvent) => {
    const all = items();
    const now = all.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key];
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close();
    } else if (to !== undefined) {
      event.preventDefault();
      all.at(to % all.length)?.focus();
    }
  };
  const act = (run: () => void) => () => {
    close();
    run();
  };
  const name = card.customer || staff.noName;
  const { crews } = app.settings;
  const onDay = card.day === board.day;
  return (
    <div class="menu" role="menu" aria-label={message.cardMenu(name)} ref={menu} onKeyDown={pressed}>
      {isOpen(card) && (
        <>
          <div role="group" aria-label={message.assignTo}>
            <span class="menu-title" aria-hidden="true">
              {message.assignTo}
            </span>
            {crews
              .filter(({ active }) => active)
              .map(({ id, name }) => (
                <button
                  type="button"
                  key={id}
                  role="menuitemradio"
                  tabIndex={-1}
                  aria-checked={card.crew === id}
                  onClick={act(() => put({ ...card, crew: id }))}
                >
                  <bdi>{name}</bdi>
                </button>
              ))}
            <button
              type="button"
              role="menuitemradio"
              tabIndex={-1}
              aria-checked={card.crew === null}
              onClick={act(() => put({ ...card, crew: null }))}
            >
              {staff.unassigned}
            </button>
          </div>
          <div role="group" aria-label={message.moveTo}>
            <span class="menu-title" aria-hidden="true">
              {message.moveTo}
            </span>
            {layout.columns.map((window, index) => {
              const target = { crew: card.crew, day: board.day, window };
              const fit = fitOf(board, card, target);
              const places = fit.kind === "fits" || fit.kind === "full" ? message.taken(fit.count, fit.places) : "";
              return (
                <button
                  type="button"
                  key={window?.start ?? ""}
                  role="menuitemradio"
                  tabIndex={-1}
                  aria-checked={onDay && columnIndex(layout.columns, card.window) === index}
                  data-fit={fit.kind}
                  onClick={act(() => put(target))}
                >
                  {onDay ? "" : `${app.format.day(board.day)}, `}
                  {columnText(window)}
                  <span class="quiet num">{fit.kind === "full" ? message.full(fit.count, fit.places) : places}</span>
                </button>
              );
            })}
            <button type="button" role="menuitem" tabIndex={-1} onClick={act(() => open("move"))}>
              {message.otherDay}
            </button>
          </div>
        </>
      )}
      <button type="button" role="menuitem" tabIndex={-1} onClick={act(() => open(null))}>
        {message.openJob}
      </button>
    </div>
  );
};
