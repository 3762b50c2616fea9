import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";

/** A word beside a colour: where the job is. Nothing where it is simply booked. */
export const StatusChip = ({ job, always = false }: { job: Pick<Job, "stage" | "status">; always?: boolean }) =>
  !always && job.stage === "scheduled" ? null : (
    <span class="chip" data-tone={stageTone[job.stage]}>
      {job.stage === "ready" ? message.trays.ready : message.stages[job.stage]}
    </span>
  );

const stageTone: Record<Job["stage"], string> = {
  requested: "plain",
  quoted: "plain",
  unscheduled: "plain",
  scheduled: "plain",
  en_route: "way",
  on_site: "hot",
  ready: "good",
  attempted: "bad",
  completed: "done",
  cancelled: "done",
};
