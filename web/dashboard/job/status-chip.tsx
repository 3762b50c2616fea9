import { periodOut } from "../../../domain/card-rental.ts";
import { plannedEnd } from "../../../domain/rental/rental-period.ts";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import * as words from "#message/job.ts";

interface Props {
  job: Pick<Job, "stage" | "status"> & Partial<Pick<Job, "visits" | "equipment" | "rental">>;
  always?: boolean;
  /** The day to count a stay to; without it, a rental that is out says only that it is on site. */
  today?: string;
}

/** A word beside a color: where the job is. Nothing where it is simply booked. */
export const StatusChip = ({ job, always = false, today }: Props) => {
  const stay = today === undefined ? null : stayOf(job, today);
  if (stay !== null) {
    return (
      <span class="chip" data-tone={stay.overdue > 0 ? "bad" : "rental"}>
        {stay.overdue > 0 ? words.daysOverdue(stay.overdue) : words.onSiteDay(stay.day, stay.allowed)}
      </span>
    );
  }
  return !always && job.stage === "scheduled" ? null : (
    <span class="chip" data-tone={stageTone[job.stage]}>
      {job.stage === "ready" ? message.trays.ready : message.stages[job.stage]}
    </span>
  );
};

/** The stay of the unit that is at the customer's, while no crew is there; null if none is. */
const stayOf = ({ status, stage, visits, equipment, rental }: Props["job"], today: string) => {
  const isCrewThere = visits?.some(({ state }) => state === "on_site" || state === "en_route") === true;
  if (visits === undefined || isCrewThere || stage !== "on_site") return null;
  const period = periodOut({ status, visits, ...(equipment === undefined ? {} : { equipment }) });
  if (period === undefined) return null;
  const last = plannedEnd(period, rental?.count_delivery_day === true);
  const past = Math.round((Date.parse(today) - Date.parse(last)) / 86_400_000);
  return { day: Math.max(1, period.allowed_days + past), allowed: period.allowed_days, overdue: Math.max(0, past) };
};

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
