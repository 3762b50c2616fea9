import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import { AddToCalendar } from "./add-to-calendar.tsx";
import { Receipt } from "./receipt.tsx";
import { Thread } from "./thread.tsx";
import { Timeline } from "./timeline.tsx";

/** What stands below the first screen: the messages, the price in detail, and what has happened so far. */
export const Below = ({ job, now, format }: { job: TrackedJob; now: number; format: Format }) => (
  <>
    <AddToCalendar job={job} />
    <Thread job={job} now={now} format={format} />
    {job.stage !== "quoted" && <Receipt job={job} format={format} />}
    <Timeline job={job} now={now} format={format} />
  </>
);
