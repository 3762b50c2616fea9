import type { Job } from "../../../http/api-client.ts";
import { windowText } from "../../shared/format.ts";
import * as staff from "#message/staff.ts";
import * as sample from "#message/sample.ts";
import type { AppContext } from "../app-context.ts";
import { StatusChip } from "../job/status-chip.tsx";
import { shownVisit } from "../job/visit.ts";
import { followHere } from "../navigation.ts";

/** One job of the list; its own address, so that it can be opened in a tab or sent. */
export const JobRow = ({ app, job, chosen }: { app: AppContext; job: Job; chosen: boolean }) => {
  const { navigation, format, crewName } = app;
  const { day, window, crew } = shownVisit(job);
  const change = { job: job.id, creating: false };
  return (
    <li data-job={job.id} data-chosen={chosen}>
      <a
        href={navigation.href(change)}
        aria-current={chosen ? "true" : undefined}
        onClick={followHere(() => navigation.go(change))}
      >
        <span class="row-who">
          <b>
            <bdi>{job.customer?.name || staff.noName}</bdi>
          </b>
          <span class="quiet small">
            {job.id}
            {job.sample === true && ` · ${sample.badge}`}
          </span>
        </span>
        <span class="row-when num">
          {day === null ? staff.notScheduled : format.day(day)}
          {day !== null && (
            <span class="quiet">{window === null ? staff.anyTime.toLowerCase() : windowText(window)}</span>
          )}
        </span>
        <span class="row-what">
          {job.service.name}
          <bdi class="quiet">
            {job.location.street}, {job.location.city}
          </bdi>
        </span>
        <span class="row-crew">
          <bdi>{crew === null ? staff.unassigned : crewName(crew)}</bdi>
        </span>
        <span class="row-price num">
          {job.pricing !== undefined && format.money(job.pricing.total_cents, job.pricing.currency)}
        </span>
        <span class="row-status">
          <StatusChip job={job} always />
        </span>
      </a>
    </li>
  );
};
