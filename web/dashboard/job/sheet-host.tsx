import type { Board, Job } from "../../../http/api-client.ts";
import { cardsOf, offeredWindows } from "../board/cards.ts";
import type { Desk } from "../desk.ts";
import { lazy } from "../lazy.tsx";
import type { FreeCell } from "../new-job/new-job-sheet.tsx";
import type { Undoable } from "../people/undo-bar.tsx";
import type { Panel } from "./use-job-edit.ts";

const JobSheet = lazy(async () => (await import("./job-sheet.tsx")).JobSheet, false);
const NewJobSheet = lazy(async () => (await import("../new-job/new-job-sheet.tsx")).NewJobSheet, false);

interface Props {
  desk: Desk;
  /** Null where there is none, or not yet. */
  board: Board | null;
  panel: Panel | null;
  free: FreeCell | null;
  placed: (job: Job) => void;
  tell: (done: Undoable) => void;
  close: () => void;
}

/** What is open at the right: a job, a new one, or nothing. Its code comes when it is first wanted. */
export const SheetHost = ({ desk, board, panel, free, placed, tell, close }: Props) => {
  const { job, creating } = desk.navigation.route;
  const today = board?.today ?? desk.format.dayOf(desk.browser.now());
  if (creating) {
    const day =
      board === null
        ? { day: today, room: null }
        : { day: board.day, room: { windows: offeredWindows(board), closed: board.closed } };
    return <NewJobSheet {...{ desk, free, day, today, placed, tell, close }} />;
  }
  if (job === null) return null;
  const seen =
    board === null ? 0 : cardsOf(board).reduce((rev, card) => (card.job === job ? Math.max(rev, card.rev) : rev), 0);
  return <JobSheet key={job} id={job} {...{ desk, panel, seen, today, placed, tell, close }} />;
};
