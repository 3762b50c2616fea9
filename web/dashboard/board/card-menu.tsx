import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Board, Card } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { useCloseOutside } from "../page/use-close-outside.ts";
import { isOpen } from "./cards.ts";
import { columnText } from "./drag-state.ts";
import { columnIndex, fitOf, type Layout, type Target } from "./layout.ts";

interface Props {
  app: AppContext;
  board: Board;
  layout: Layout;
  card: Card;
  /** The box of the element that opened the menu. */
  at: DOMRect;
  moveTo: (target: Target) => void;
  reorder: (by: -1 | 1) => void;
  open: (form: "move" | null) => void;
  close: () => void;
}

/** The menu of a card: every move that a drag can make, for fingers and keys. */
export const CardMenu = (props: Props) => {
  const { card, at, open, close } = props;
  const menu = useRef<HTMLDivElement>(null);
  usePlaceBeside(menu, at);
  useCloseOutside(menu, true, close);
  useLayoutEffect(() => itemsOf(menu.current)[0]?.focus(), []);
  const act = (run: () => void) => () => {
    close();
    run();
  };
  return (
    <div
      class="menu"
      role="menu"
      aria-label={message.cardMenu(card.customer || staff.noName)}
      ref={menu}
      onKeyDown={(event) => handleKey(event, menu.current, close)}
    >
      {isOpen(card) && (
        <>
          <AssignItems {...props} act={act} />
          <MoveItems {...props} act={act} />
          {card.crew !== null && <OrderItems {...props} act={act} />}
        </>
      )}
      <button type="button" role="menuitem" tabIndex={-1} onClick={act(() => open(null))}>
        {message.openJob}
      </button>
    </div>
  );
};

interface ItemsProps extends Props {
  /** Closes the menu, then runs. */
  act: (run: () => void) => () => void;
}

const AssignItems = ({ app, card, moveTo, act }: ItemsProps) => {
  const crews = app.settings.crews.filter(({ active }) => active);
  return (
    <div role="group" aria-label={message.assignTo}>
      <span class="menu-title" aria-hidden="true">
        {message.assignTo}
      </span>
      {[...crews.map(({ id, name }) => ({ id, name })), { id: null, name: staff.unassigned }].map(({ id, name }) => (
        <button
          type="button"
          key={id ?? ""}
          role="menuitemradio"
          tabIndex={-1}
          aria-checked={card.crew === id}
          onClick={act(() => moveTo({ ...card, crew: id }))}
        >
          <bdi>{name}</bdi>
        </button>
      ))}
    </div>
  );
};

const OrderItems = ({ reorder, act }: ItemsProps) => (
  <div role="group" aria-label={message.order}>
    <button type="button" role="menuitem" tabIndex={-1} onClick={act(() => reorder(-1))}>
      {message.earlierStop} <kbd>Alt ↑</kbd>
    </button>
    <button type="button" role="menuitem" tabIndex={-1} onClick={act(() => reorder(1))}>
      {message.laterStop} <kbd>Alt ↓</kbd>
    </button>
  </div>
);

const MoveItems = ({ app, board, layout, card, moveTo, open, act }: ItemsProps) => {
  const isOnDay = card.day === board.day;
  return (
    <div role="group" aria-label={message.moveTo}>
      <span class="menu-title" aria-hidden="true">
        {message.moveTo}
      </span>
      {layout.columns.map((window, index) => {
        const target = { crew: card.crew, day: board.day, window };
        const fit = fitOf(board, card, target);
        const taken = fit.kind === "fits" ? message.taken(fit.count, fit.places) : "";
        return (
          <button
            type="button"
            key={window?.start ?? ""}
            role="menuitemradio"
            tabIndex={-1}
            aria-checked={isOnDay && columnIndex(layout.columns, card.window) === index}
            data-fit={fit.kind}
            onClick={act(() => moveTo(target))}
          >
            {isOnDay ? "" : `${app.format.day(board.day)}, `}
            {columnText(window)}
            <span class="quiet num">{fit.kind === "full" ? message.full(fit.count, fit.places) : taken}</span>
          </button>
        );
      })}
      <button type="button" role="menuitem" tabIndex={-1} onClick={act(() => open("move"))}>
        {message.otherDay}
      </button>
    </div>
  );
};

const itemsOf = (menu: HTMLElement | null): HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? []),
];

/** Places the menu beside `at`, inside the window. */
const usePlaceBeside = (menu: RefObject<HTMLElement | null>, at: DOMRect): void =>
  useLayoutEffect(() => {
    const box = menu.current;
    if (box === null) return;
    const { width, height } = box.getBoundingClientRect();
    const below = at.bottom + 4;
    const above = Math.min(at.top - height - 4, innerHeight - height - 8);
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    box.style.top = `${Math.max(8, below + height > innerHeight ? above : below)}px`;
  }, [at]);

const handleKey = (event: KeyboardEvent, menu: HTMLElement | null, close: () => void): void => {
  const items = itemsOf(menu);
  const now = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
  event.stopPropagation();
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close();
  } else if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length)?.focus();
  }
};
