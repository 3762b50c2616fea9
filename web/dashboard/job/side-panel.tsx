import type { Board, Job } from "../../../http/api-client.ts";
import { cardsOf, offeredWindows } from "../board/cards.ts";
import type { AppContext } from "../app-context.ts";
import { lazy } from "../lazy.tsx";
import type { FreeCell } from "../new-job/new-job-panel.tsx";
import type { Undoable } from "../page/undo-bar.tsx";
import type { Panel } from "./use-job-edit.ts";

const JobPanel = lazy(async () => (await import("./job-panel.tsx")).JobPanel, false);
const NewJobPanel = lazy(async () => (await import("../new-job/new-job-panel.tsx")).NewJobPanel, false);

interface Props {
  app: AppContext;
  /** Null where there is none, or not yet. */
  board: Board | null;
  panel: Panel | null;
  free: FreeCell | null;
  placed: (job: Job) => void;
  onNotify: (done: Undoable) => void;
  close: () => void;
}

/** What is open at the right: a job, a new one, or nothing. Its code comes when it is first wanted. */
export const SidePanel = ({ app, board, panel, free, placed, onNotify, close }: Props) => {
  const { job, creating } = app.navigation.route;
  const today = board?.today ?? app.format.dayOf(app.browser.now());
  if (creating) {
    const day =
      board === null
        ? { day: today, room: null }
        : { day: board.day, room: { windows: offeredWindows(board), closed: board.closed } };
    return <NewJobPanel {...{ app, free, day, today, placed, onNotify, close }} />;
  }
  if (job === null) return null;
  const seen =
    board === null ? 0 : cardsOf(board).reduce((rev, card) => (card.job === job ? Math.max(rev, card.rev) : rev), 0);
  return <JobPanel key={job} id={job} {...{ app, panel, seen, today, placed, onNotify, close }} />;
};
