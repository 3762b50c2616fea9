import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { Board, Card } from "../../../http/api-client.ts";
import { dayAfter } from "../../shared/format.ts";
import { dayInRange } from "../day-range.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import * as dashboard from "#message/dashboard.ts";
import { useApp, type AppContext, type AppProps } from "../app-context.ts";
import { useKey } from "../keys.ts";
import { SidePanel } from "../job/side-panel.tsx";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { problemText } from "../form/problem-text.ts";
import type { CardContext } from "./board-card.tsx";
import { createBoardFeed, type BoardFeed, type FeedState } from "./board-feed.ts";
import { CardMenu } from "./card-menu.tsx";
import { cardsOf, keyOf } from "./cards.ts";
import { CrowdedNotice, UnsavedNotice } from "./advice-notices.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { isStep, readCellKey, stepFrom, focusOrder } from "./grid-step.ts";
import { LaneGrid } from "./lane-grid.tsx";
import { columnIndex, layoutOf, type Layout } from "./layout.ts";
import { NoticeBar } from "./notice-bar.tsx";
import { Counters, OfflineStrip, TopBar } from "./top-bar.tsx";
import { AttentionList } from "./attention-list.tsx";
import { useCardMove, type CardMove } from "./use-card-move.ts";
import { SampleBanner } from "../sample/sample-banner.tsx";
import { useRovingTabIndex } from "./use-roving-tab-index.ts";

/** The day: exceptions first, then lanes by crew and window, live. What is open and chosen is in the address. */
export const BoardPage = (props: AppProps) => {
  const { api, browser, navigation } = props;
  const { day } = navigation.route;
  const [feed, state] = useFeed(props, day);
  const found = useApp({ api, browser, navigation, session: props.session });
  if (found.app !== null) return <Day app={found.app} feed={feed} state={state} />;
  return (
    <main class="board" aria-busy={!found.failed}>
      <h1 class="vh">{dashboard.views.board}</h1>
      {found.failed ? (
        <Failed
          more={problemText(found.problem)}
          again={() => {
            found.again();
            void feed.refresh();
          }}
        />
      ) : (
        <Skeleton />
      )}
    </main>
  );
};

const Day = ({ app, feed, state }: { app: AppContext; feed: BoardFeed; state: FeedState }) => {
  const { navigation, format } = app;
  const { route, go } = navigation;
  const { board, fresh } = state;
  const { status, crew } = route.filter;
  const today = board?.today ?? format.dayOf(app.browser.now());
  const day = board?.day ?? route.day ?? today;
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  const [menu, setMenu] = useState<{ card: Card; at: DOMRect } | null>(null);
  const [panel, setPanel] = useState<"move" | null>(null);
  const [free, setFree] = useState<{ crew: string | null; window: Layout["columns"][number] } | null>(null);
  const layout = useMemo(() => (board === null ? null : layoutOf(board, { status, crew })), [board, status, crew]);
  const cardContext = useMemo(
    (): CardContext => ({ format, currency: app.settings.business.currency, today: day }),
    [format, app.settings, day],
  );
  const hasPanel = route.job !== null || route.creating;
  const [folded, setFolded] = useState<boolean | null>(null);
  // Each time a sheet comes or goes, the trays make room or come back, whatever was pressed before.
  useEffect(() => setFolded(null), [hasPanel]);
  const hand = useCardMove({ app, feed, board, layout, onNotify: setDone });
  const root = useRef<HTMLDivElement>(null);
  const stops = useMemo(() => (layout === null ? [] : focusOrder(layout)), [layout]);
  const roving = useRovingTabIndex(root, stops);
  useEffect(() => {
    document.title = dashboard.title(`${format.day(day)} · ${dashboard.views.board}`);
  }, [day, format]);

  const turn = (to: string | null) => go({ day: to === null || to === today ? null : dayInRange(to, today) });
  const byKey = (key: string | undefined) =>
    board === null || key === undefined ? undefined : cardsOf(board).find((card) => keyOf(card) === key);
  const openJob = (card: Card, open: "move" | null = null) => {
    setPanel(open);
    go({ job: card.job, creating: false });
  };
  const create = (cell: typeof free = null) => {
    setFree(cell);
    go({ job: null, creating: true });
  };
  const createAt = (key: string) => {
    const cell = readCellKey(key);
    const lane = cell === null ? undefined : layout?.lanes[cell.lane];
    if (cell === null || lane === undefined || layout === null) return;
    create({ crew: lane.crew?.id ?? null, window: layout.columns[cell.column] ?? null });
  };
  const openMenu = (card: Card, from: Element) => setMenu({ card, at: from.getBoundingClientRect() });
  const closeMenu = () => {
    setMenu(null);
    roving.focus();
  };

  useKey("n", () => create());
  useKey("t", () => turn(null));
  useKey("[", () => turn(dayAfter(day, -1)));
  useKey("]", () => turn(dayAfter(day, 1)));
  useKey("z", () => done?.undo?.());
  useKey("escape", () => {
    if (hand.moving !== null) hand.cancel();
    else if (hasPanel) {
      go({ job: null, creating: false });
      roving.focus();
    } else if (status !== "" || crew !== "") go({ filter: { ...route.filter, status: "", crew: "" } });
  });

  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || layout === null) return;
    const key = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
    if (key === undefined) return;
    const card = byKey(key);
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (isStep(event.key)) {
      handled();
      if (hand.moving === null) roving.go(stepFrom(layout, key, event.key));
      else hand.step(event.key);
    } else if (event.key === "Enter" && hand.moving !== null) {
      handled();
      hand.drop();
    } else if (event.key === "Enter" && card === undefined) {
      handled();
      createAt(key);
    } else if (event.key.toLowerCase() === "m" && card !== undefined) {
      handled();
      if (hand.moving === null) hand.pickUp(card, "keys");
      else hand.cancel();
    } else if ((event.key.toLowerCase() === "a" || (event.key === "F10" && event.shiftKey)) && card !== undefined) {
      handled();
      if (event.target instanceof Element) openMenu(card, event.target);
    }
  };
  const clicked = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const more = event.target.closest<HTMLElement>("[data-more]");
    const only = event.target.closest<HTMLElement>("[data-only]")?.dataset["only"];
    const key = event.target.closest<HTMLElement>("[data-key]")?.dataset["key"];
    if (more !== null) {
      const card = byKey(more.dataset["more"]);
      if (card !== undefined) openMenu(card, more);
    } else if (only !== undefined) go({ filter: { ...route.filter, crew: crew === only ? "" : only } });
    else if (hand.moving === null && key !== undefined) {
      const card = byKey(key);
      if (card === undefined) createAt(key);
      else openJob(card);
    }
  };
  const held = (event: PointerEvent) => {
    if (event.pointerType === "touch" || event.button !== 0 || !(event.target instanceof Element)) return;
    const opener = event.target.closest<HTMLElement>(".card-open");
    const card = byKey(opener?.dataset["key"]);
    const body = opener?.closest<HTMLElement>(".card");
    if (card === undefined || !body) return;
    const dragged = () => {
      if (!hand.pickUp(card, "mouse")) return null;
      return {
        over: hand.hover,
        turn: (days: number) => turn(dayAfter(dayNow.current, days)),
        end: (dropped: boolean) => (dropped ? hand.drop() : hand.cancel()),
      };
    };
    void dragCode().then((code) => code?.watchDrag(event, body, dragged));
  };
  // A drag may turn several days; each from where the board stands by then.
  const dayNow = useRef(day);
  dayNow.current = day;

  const busy = state.connection === "offline" || state.connection === "degraded" ? state.connection : "";
  const empty = board !== null && board.counts.visits === 0 && cardsOf(board).length === 0;
  const filtered = status !== "" || crew !== "";
  return (
    <main class="board" data-panel={hasPanel} data-moving={hand.moving?.by}>
      <TopBar
        {...{ app, board, day }}
        isToday={day === today}
        go={turn}
        create={() => create()}
        changed={() => void feed.refresh()}
        onNotify={setDone}
      />
      <div class="board-notices">
        <SampleBanner {...{ app, board }} changed={() => void feed.refresh()} onNotify={setDone} />
        <UnsavedNotice board={board} />
        <OfflineStrip text={busy} format={{ at: state.checkedAt, format }} />
        <NoticeBar app={app} hand={hand} />
        <CrowdedNotice board={board} />
      </div>
      <div class="board-bar">
        {hand.moving?.by === "keys" ? (
          <Held hand={hand} />
        ) : (
          board !== null && (
            <Counters
              board={board}
              chosen={status}
              choose={(next) => go({ filter: { ...route.filter, status: next } })}
            />
          )
        )}
        {filtered && hand.moving === null && (
          <button type="button" class="bare" onClick={() => go({ filter: { ...route.filter, status: "", crew: "" } })}>
            {message.showAll}
          </button>
        )}
      </div>
      <p class="vh" role="status" aria-live="assertive">
        {hand.speech}
      </p>
      {/* Keys and clicks are heard here for all cards at once; each card is a button of its own. */}
      <div
        class="board-body"
        ref={root}
        onKeyDown={pressed}
        onClick={clicked}
        onPointerEnter={(event) => event.pointerType !== "touch" && void dragCode()}
        onPointerDown={held}
        onContextMenu={(event) => {
          const key = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
          const card = byKey(key?.dataset["key"]);
          if (card === undefined || key === null) return;
          event.preventDefault();
          openMenu(card, key);
        }}
      >
        {board === null || layout === null ? (
          state.connection === "offline" || state.connection === "degraded" ? (
            <Failed more={message.failedMore} again={() => void feed.refresh()} />
          ) : (
            <Skeleton />
          )
        ) : (
          <>
            <AttentionList
              {...{ layout, cardContext, fresh }}
              chosen={route.job}
              moving={hand.moving}
              folded={folded ?? hasPanel}
              fold={setFolded}
            />
            <div class="lanes-pane">
              {empty && <FirstSteps app={app} create={() => create()} changed={() => void feed.refresh()} />}
              <LaneGrid
                {...{ board, layout, cardContext, fresh }}
                chosen={route.job}
                moving={hand.moving}
                only={crew}
                nobodys={nobodysOf(board, layout)}
              />
              {filtered && noneShown(layout) && <p class="quiet none-shown">{message.noMatch}</p>}
            </div>
          </>
        )}
      </div>
      <SidePanel
        app={app}
        board={board}
        panel={panel}
        free={free === null ? null : { ...free, day }}
        placed={(job) => feed.showSaved(job)}
        onNotify={setDone}
        close={() => {
          go({ job: null, creating: false });
          roving.focus();
        }}
      />
      {menu !== null && board !== null && layout !== null && (
        <CardMenu
          {...{ app, board, layout }}
          card={menu.card}
          at={menu.at}
          put={(target) => hand.put(menu.card, target)}
          open={(open) => openJob(menu.card, open)}
          close={closeMenu}
        />
      )}
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

/** Only a mouse needs it, and it is on its way as soon as one comes near. */
const dragCode = () => import("./pointer-drag.ts").catch(() => null); // without a line there is nothing to drag to

/** Looks while somebody looks at the page; draws after each change. */
const useFeed = ({ api, browser }: AppProps, day: string | null): [BoardFeed, FeedState] => {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const made = useRef<BoardFeed | null>(null);
  made.current ??= createBoardFeed({ api, browser, changed: () => redraw(undefined) });
  const feed = made.current;
  useEffect(() => {
    const refresh = () => void feed.refresh();
    const seen = () => (document.visibilityState === "visible" ? refresh() : feed.pause());
    refresh();
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", refresh);
    return () => {
      feed.pause();
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", refresh);
    };
  }, [feed]);
  useLayoutEffect(() => feed.show(day), [feed, day]);
  return [feed, feed.state()];
};

const Held = ({ hand }: { hand: CardMove }) => (
  <div class="held">
    <b>{message.moving(hand.moving?.card.customer || staff.noName)}</b> <span>{message.movingHint}</span>
    <button type="button" class="bare" onClick={hand.cancel}>
      {message.cancelMove}
    </button>
  </div>
);

const nobodysOf = (board: Board, layout: Layout): number[] => {
  const counts = layout.columns.map(() => 0);
  const cards = board.lanes.find(({ crew }) => crew === null)?.visits ?? [];
  for (const { window, state } of cards) {
    const index = columnIndex(layout.columns, window);
    if (index >= 0 && state !== "done") counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
};

const noneShown = ({ trays, lanes }: Layout): boolean =>
  trays.length === 0 && lanes.every(({ cells }) => cells.every((cards) => cards.length === 0));

/** The board's own outline, and nothing that says "wait" before 400 ms. */
const Skeleton = () => (
  <div class="skeleton" role="status">
    <span class="vh">{message.loading}</span>
    <div class="wait" />
    <div class="wait" />
  </div>
);

const Failed = ({ more, again }: { more: string; again: () => void }) => (
  <section class="board-failed" role="alert">
    <h2>{message.failed}</h2>
    <p class="quiet">{more}</p>
    <button type="button" class="plain" onClick={again}>
      {staff.retry}
    </button>
  </section>
);
