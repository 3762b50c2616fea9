import type { Board } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import { LoadFailed } from "../page/load-failed.tsx";
import { useInboxCount } from "../alert/use-inbox-watch.ts";
import { useWaiting } from "./use-waiting.ts";
import { AttentionList } from "./attention-list.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { cardsOf } from "./cards.ts";
import { LaneGrid } from "./lane-grid.tsx";
import type { Layout } from "./layout.ts";
import { loadDragCode, useBoardInput } from "./use-board-input.ts";
import type { BoardDay } from "./use-board-day.ts";

/** The cards of the day. It handles keys, clicks and drags for all of them; each card is a button of its own. */
export const BoardBody = ({ day }: { day: BoardDay }) => {
  const { board, layout, state } = day;
  const input = useBoardInput(day);
  const isDown = state.connection === "offline" || state.connection === "degraded";
  return (
    <div
      class="board-body"
      ref={day.body}
      onPointerEnter={(event) => event.pointerType !== "touch" && void loadDragCode()}
      {...input}
    >
      {board !== null && layout !== null ? (
        <Cards day={day} board={board} layout={layout} />
      ) : isDown ? (
        <LoadFailed class="board-failed" title={message.failed} more={message.failedMore} onRetry={day.refresh} />
      ) : (
        <Skeleton />
      )}
    </div>
  );
};

const Cards = ({ day, board, layout }: { day: BoardDay; board: Board; layout: Layout }) => {
  const { app, cardContext, view, move, dispatch } = day;
  const { job, filter } = app.navigation.route;
  const waiting = useWaiting(app, useInboxCount(), board);
  const isEmpty = board.counts.visits === 0 && cardsOf(board).length === 0;
  const shared = { layout, cardContext, fresh: day.state.fresh, chosen: job, drag: move.drag };
  return (
    <>
      <AttentionList
        {...shared}
        {...{ app, waiting }}
        folded={view.folded ?? day.hasPanel}
        fold={(folded) => dispatch({ type: "folded", folded })}
      />
      <div class="lanes-pane">
        {isEmpty && <FirstSteps app={app} create={() => day.newJob()} changed={day.refresh} />}
        <LaneGrid {...shared} board={board} only={filter.crew} />
        {day.isFiltered && isEmptyLayout(layout) && <p class="quiet none-shown">{message.noMatch}</p>}
      </div>
    </>
  );
};

const isEmptyLayout = ({ attention, lanes }: Layout): boolean =>
  attention.length === 0 && lanes.every(({ cells }) => cells.every((cards) => cards.length === 0));

/** The outline of the board. The style hides it for 400 ms, so that a quick answer shows no outline. */
export const Skeleton = () => (
  <div class="skeleton" role="status">
    <span class="vh">{message.loading}</span>
    <div class="wait" />
    <div class="wait" />
  </div>
);
