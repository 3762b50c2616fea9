import type { TrackedJob } from "../../http/client.ts";

/** Returns when the visit of the calendar's entry is: the first that has not happened. */
export const inCalendar = ({ visits, day, window }: TrackedJob): Pick<TrackedJob, "day" | "window"> =>
  visits.find(({ state }) => state !== "done") ?? { day, window };
