import type { ComponentChildren } from "preact";
import { plannedEnd } from "../../../domain/rental/rental-period.ts";
import type { Job } from "../../../http/api-client.ts";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { Icon } from "../icon.tsx";
import { nextVisit, type Visit } from "./visit.ts";

interface Props {
  app: AppContext;
  job: Job;
  /** The controls of an open visit; nothing for one that is done. */
  actsOf?: (visit: Visit) => ComponentChildren;
}

/** The visits of a job in the order of the work: which are done, which is next, and which unit each brings or takes. */
export const VisitList = ({ app, job, actsOf }: Props) => {
  const next = nextVisit(job)?.id;
  const isOpen = job.status !== "completed" && job.status !== "cancelled";
  return (
    <ol class="visits">
      {job.visits.map((visit, index) => (
        <li key={visit.id} data-visit={visit.id} data-state={visit.state} data-next={isOpen && visit.id === next}>
          <span class="visit-mark">
            {visit.state === "done" ? <Icon name="check" size={14} /> : index + 1}
            <span class="vh">
              {visit.state === "done" ? `${staff.visitStates.done}, ` : ""}
              {visit.id === next && isOpen ? `${message.nextVisit}, ` : ""}
            </span>
          </span>
          <div>
            <p class="visit-what">
              <b>{message.kindNames[visit.kind]}</b>
              {visit.equipment !== undefined && <VisitUnits equipment={visit.equipment} />}
            </p>
            <p class="quiet visit-when">
              {whenOf(app, job, visit)}
              {visit.crew === null ? (
                visit.state !== "done" && <span class="visit-open">{message.noCrew}</span>
              ) : (
                <span class="crew-dot" data-color={app.crewColor(visit.crew)}>
                  <bdi>{app.crewName(visit.crew)}</bdi>
                </span>
              )}
            </p>
            {visit.state === "attempted" && visit.attempt !== null && (
              <p class="visit-attempt">
                <bdi>{visit.attempt.reason || staff.visitStates.attempted}</bdi>
              </p>
            )}
            {visit.note !== null && (
              <p class="quiet">
                <bdi>{visit.note}</bdi>
              </p>
            )}
            {isOpen && visit.state !== "done" && actsOf?.(visit)}
          </div>
        </li>
      ))}
    </ol>
  );
};

/** The unit that a visit brings or takes. A swap takes the first and brings the second. */
const VisitUnits = ({ equipment: { delivers, removes } }: { equipment: NonNullable<Visit["equipment"]> }) => (
  <span class="visit-units">
    {removes !== null && <span class="unit">{removes}</span>}
    {removes !== null && delivers !== null && (
      <>
        <span class="vh"> → </span>
        <Icon name="after" size={12} />
      </>
    )}
    {delivers !== null && <span class="unit">{delivers}</span>}
  </span>
);

/** When a visit was done or is to be; for a pickup without a day, when the unit is due back. */
const whenOf = ({ format }: AppContext, job: Job, { id, kind, day, window, state, done_on: done }: Visit): string => {
  if (state === "done") return format.day(done ?? day ?? format.dayOf(Date.parse(job.updated_at)));
  const hours = window === null ? staff.anyTime.toLowerCase() : windowText(window);
  if (day !== null) {
    const when = `${format.day(day)}, ${hours}`;
    return state === "scheduled" ? when : `${staff.visitStates[state]} · ${when}`;
  }
  const period = kind === "pickup" ? job.equipment?.find(({ removed_by: removal }) => removal === id) : undefined;
  return period === undefined
    ? staff.notScheduled
    : message.dueBack(format.day(plannedEnd(period, job.rental?.count_delivery_day === true)));
};
