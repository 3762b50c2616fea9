import { useCallback, useContext, useEffect } from "preact/hooks";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import * as dashboard from "#message/dashboard.ts";
import { problemText } from "../form/problem-text.ts";
import { useApp, type AppContext, type AppProps } from "../app-context.ts";
import { InboxContext, useInboxCount } from "../alert/use-inbox-watch.ts";
import { Icon } from "../icon.tsx";
import { SidePanel } from "../job/side-panel.tsx";
import { LoadFailed } from "../page/load-failed.tsx";
import { UndoBar } from "../page/undo-bar.tsx";
import { SampleBanner } from "../sample/sample-banner.tsx";
import { CrowdedNotice, UnsavedNotice } from "./advice-notices.tsx";
import { BoardBody, Skeleton } from "./board-body.tsx";
import type { BoardFeed, FeedState } from "./board-feed.ts";
import { lazy } from "../lazy.tsx";
import { CardMenu } from "./card-menu.tsx";
import { DayTotals } from "./day-totals.tsx";
import { NoticeBar } from "./notice-bar.tsx";
import { Counters, OfflineStrip, TopBar } from "./top-bar.tsx";
import { useBoardDay, type BoardDay } from "./use-board-day.ts";
import { useBoardFeed } from "./use-board-feed.ts";
import { useBoardKeys } from "./use-board-keys.ts";
import { useDaySheet } from "./use-day-sheet.tsx";

/** Loads after the board, which does not wait for it. */
const MessageBanner = lazy(async () => (await import("./message-banner.tsx")).MessageBanner, false);

/** The board: one live day, with exceptions first, then lanes by crew and window. The address holds what is open. */
export const BoardPage = (props: AppProps) => {
  const [feed, state] = useBoardFeed(props, props.navigation.route.day);
  const found = useApp(props);
  if (found.app !== null) return <Day app={found.app} feed={feed} state={state} />;
  const retry = () => {
    found.again();
    void feed.refresh();
  };
  return (
    <main class="board" aria-busy={!found.failed}>
      <h1 class="vh">{dashboard.views.board}</h1>
      {found.failed ? (
        <LoadFailed class="board-failed" title={message.failed} more={problemText(found.problem)} onRetry={retry} />
      ) : (
        <Skeleton />
      )}
    </main>
  );
};

const Day = ({ app, feed, state }: { app: AppContext; feed: BoardFeed; state: FeedState }) => {
  const day = useBoardDay(app, feed, state);
  useBoardKeys(day);
  const { board, view, move, dispatch } = day;
  const count = useInboxCount();
  const watch = useContext(InboxContext);
  useEffect(() => {
    if (board?.inbox !== undefined) watch?.take(board.inbox);
  }, [board?.inbox]);
  const closeBar = useCallback(() => dispatch({ type: "notification_closed" }), []);
  const onNotify = useCallback((done: BoardDay["view"]["done"]) => done && dispatch({ type: "notified", done }), []);
  return (
    <main class="board" data-inbox={count?.needs_reply} data-panel={day.hasPanel} data-moving={move.drag?.by}>
      <TopBar
        {...{ app, board, onNotify }}
        day={day.day}
        isToday={day.day === day.today}
        go={day.openDay}
        create={() => day.newJob()}
        changed={day.refresh}
      />
      <BoardNotices day={day} />
      <BoardBar day={day} />
      <p class="vh" role="status" aria-live="assertive">
        {move.speech}
      </p>
      <BoardBody day={day} />
      <SidePanel
        {...{ app, board, onNotify }}
        form={view.form}
        free={view.freeCell === null ? null : { ...view.freeCell, day: day.day }}
        onSaved={(job) => feed.showSaved(job)}
        close={day.closePanel}
      />
      <OpenMenu day={day} />
      <UndoBar done={view.done} close={closeBar} />
    </main>
  );
};

/** What needs to be known before anything on the board. */
const BoardNotices = ({ day }: { day: BoardDay }) => {
  const { app, board, state, dispatch } = day;
  const trouble = state.connection === "offline" || state.connection === "degraded" ? state.connection : "";
  return (
    <div class="board-notices">
      <SampleBanner
        {...{ app, board }}
        changed={day.refresh}
        onNotify={(done) => dispatch({ type: "notified", done })}
      />
      <UnsavedNotice board={board} />
      <MessageBanner app={app} />
      <OfflineStrip text={trouble} format={{ at: state.checkedAt, format: app.format }} />
      <NoticeBar app={app} move={day.move} />
      <CrowdedNotice board={board} />
    </div>
  );
};

/** The counters, or during a drag by keys what the keys do. */
const BoardBar = ({ day }: { day: BoardDay }) => {
  const { app, board, move } = day;
  const print = useDaySheet(day);
  return (
    <div class="board-bar">
      {move.drag?.by === "keys" ? (
        <div class="held">
          <b>{message.moving(move.drag.card.customer || staff.noName)}</b> <span>{message.movingHint}</span>
          <button type="button" class="bare" onClick={move.cancel}>
            {message.cancelMove}
          </button>
        </div>
      ) : (
        board !== null && (
          <>
            <DayTotals {...{ app, board }} />
            <Counters
              board={board}
              chosen={app.navigation.route.filter.status}
              choose={(status) => day.filterBy({ status })}
            />
          </>
        )
      )}
      {day.isFiltered && move.drag === null && (
        <button type="button" class="bare" onClick={() => day.filterBy({ status: "", crew: "" })}>
          {message.showAll}
        </button>
      )}
      {board !== null && move.drag === null && (
        <button type="button" class="bare print" onClick={print}>
          <Icon name="print" size={14} /> {message.printSheets}
        </button>
      )}
    </div>
  );
};

const OpenMenu = ({ day }: { day: BoardDay }) => {
  const { app, board, layout, move } = day;
  const { menu } = day.view;
  if (menu === null || board === null || layout === null) return null;
  return (
    <CardMenu
      {...{ app, board, layout }}
      card={menu.card}
      at={menu.at}
      moveTo={(target) => move.moveTo(menu.card, target)}
      reorder={(by) => move.reorder(menu.card, by)}
      open={(form) => day.openJob(menu.card, form)}
      close={day.closeMenu}
    />
  );
};
