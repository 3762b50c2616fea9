import type { Board, Job } from "../../../http/api-client.ts";
import type { AppContext } from "../app-context.ts";
import { cardsOf, offeredWindows } from "../board/cards.ts";
import { lazy } from "../lazy.tsx";
import type { FreeCell } from "../new-job/use-new-job.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import type { FormName } from "./job-edit-state.ts";

const JobPanel = lazy(async () => (await import("./job-panel.tsx")).JobPanel, false);
const NewJobPanel = lazy(async () => (await import("../new-job/new-job-panel.tsx")).NewJobPanel, false);

interface Props {
  app: AppContext;
  /** Null on a page without a board, and until the board arrives. */
  board: Board | null;
  /** The form that a job opens with. */
  form: FormName | null;
  /** The free cell in which a new job starts. */
  free: FreeCell | null;
  onSaved: (job: Job) => void;
  onNotify: (done: Undoable) => void;
  close: () => void;
}

/** The panel on the right: a job, a new job, or nothing. Its code loads when it first opens. */
export const SidePanel = ({ app, board, form, free, onSaved, onNotify, close }: Props) => {
  const { job, creating } = app.navigation.route;
  const today = board?.today ?? app.format.dayOf(app.browser.now());
  if (creating) {
    const day =
      board === null
        ? { day: today, room: null }
        : { day: board.day, room: { windows: offeredWindows(board), closed: board.closed } };
    return <NewJobPanel {...{ app, free, day, today, onSaved, onNotify, close }} />;
  }
  if (job === null) return null;
  return (
    <JobPanel key={job} id={job} {...{ app, form, today, onSaved, onNotify, close }} seen={newestRev(board, job)} />
  );
};

/** The newest revision of a job that the board has; 0 if it has none. */
const newestRev = (board: Board | null, job: string): number =>
  board === null ? 0 : Math.max(0, ...cardsOf(board).flatMap((card) => (card.job === job ? [card.rev] : [])));
