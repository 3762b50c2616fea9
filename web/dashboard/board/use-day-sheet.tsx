import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ApiClient, Job } from "../../../http/api-client.ts";
import { DaySheet } from "./day-sheet.tsx";
import type { BoardDay } from "./use-board-day.ts";

/**
 * Puts the day's sheets on paper instead of the screen, also if a person prints from the browser's menu. Returns the
 * function that loads phone numbers and notes, then prints.
 */
export const useDaySheet = ({ app, board }: Pick<BoardDay, "app" | "board">): (() => void) => {
  const jobs = useRef<ReadonlyMap<string, Job>>(new Map());
  useEffect(() => {
    if (board === null) return;
    const paper = document.createElement("div");
    paper.className = "day-sheet";
    const before = () => {
      document.body.append(paper);
      // The browser prints when this listener returns, so the sheet is rendered here and not in the page's next frame.
      render(<DaySheet {...{ app, board }} jobs={jobs.current} />, paper);
    };
    const after = () => {
      render(null, paper);
      paper.remove();
    };
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      after();
    };
  }, [app, board]);
  const load = async (day: string) => {
    jobs.current = await jobsOn(app.api, day);
    print();
  };
  return () => void (board !== null && load(board.day));
};

/** The jobs of a day by id. What cannot be loaded is left out, because a sheet without phone numbers is still useful. */
const jobsOn = async (api: ApiClient, day: string): Promise<Map<string, Job>> => {
  const jobs = new Map<string, Job>();
  for (let cursor: string | undefined; ;) {
    const answer = await api.listJobs({ day, limit: "200", ...(cursor === undefined ? {} : { cursor }) });
    if (!answer.ok) return jobs;
    for (const job of answer.value.items) jobs.set(job.id, job);
    if (answer.value.next_cursor === null) return jobs;
    cursor = answer.value.next_cursor;
  }
};
