import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import { Receipt } from "./receipt.tsx";
import { Timeline } from "./timeline.tsx";

/** What stands below the first screen: the price in detail, and what has happened so far. */
export const Below = ({ job, now, format }: { job: TrackedJob; now: number; format: Format }) => (
  <>
    {job.stage !== "quoted" && <Receipt job={job} format={format} />}
    <Timeline job={job} now={now} format={format} />
  </>
);
