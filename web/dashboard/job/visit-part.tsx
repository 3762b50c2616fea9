import { useEffect, useState } from "preact/hooks";
import { periodOut } from "../../../domain/card-rental.ts";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import type { JobActions } from "./use-job-actions.ts";
import { ExtendForm } from "./extend-form.tsx";
import { VisitForm } from "./visit-form.tsx";
import { VisitList } from "./visit-list.tsx";
import type { Visit } from "./visit.ts";

interface Props {
  app: AppContext;
  job: Job;
  actions: JobActions;
  today: string;
}

/** The visits of a job, each with its form, and the way to add a swap. */
export const VisitPart = (props: Props) => {
  const { app, job, actions } = props;
  /** The visit whose form is open; `swap` for a new one, and `extend` for a longer stay. */
  const [open, setOpen] = useState<string | null>(null);
  useEffect(() => setOpen(null), [job.id]);
  const close = () => setOpen(null);
  const mayHaveSwap =
    job.rental !== undefined &&
    job.rental.swap !== "none" &&
    (job.status === "booked" || job.status === "ready_for_pickup");
  const out = periodOut(job);
  useEffect(() => setOpen(null), [out?.allowed_days]);
  const actsOf = (visit: Visit) =>
    open === "extend" && out !== undefined && visit.kind === "pickup" ? (
      <ExtendForm {...props} period={out} close={close} />
    ) : open === visit.id ? (
      <VisitForm {...props} {...{ visit, close }} />
    ) : (
      <div class="visit-acts">
        <button type="button" class="plain" onClick={() => setOpen(visit.id)}>
          {labelOf(visit)}
        </button>
        {visit.kind === "pickup" && out !== undefined && (
          <button type="button" class="plain" onClick={() => setOpen("extend")}>
            {message.keepLonger}
          </button>
        )}
        {visit.kind === "swap" && (visit.state === "scheduled" || visit.state === "attempted") && (
          <button type="button" class="plain" aria-disabled={actions.busy} onClick={() => actions.removeVisit(visit)}>
            {message.removeVisit}
          </button>
        )}
      </div>
    );
  return (
    <section class="panel-part" aria-labelledby="visits-title">
      <header>
        <h3 id="visits-title">{message.visits}</h3>
        {mayHaveSwap && open !== "swap" && (
          <button type="button" class="bare" onClick={() => setOpen("swap")}>
            {message.addSwap}
          </button>
        )}
      </header>
      {open === "swap" && <VisitForm {...props} {...{ close }} visit={null} />}
      <VisitList {...{ app, job, actsOf }} />
    </section>
  );
};

const labelOf = ({ kind, day }: Visit): string => {
  if (day !== null) return message.changeVisitShort;
  return kind === "pickup" ? message.setPickup : staff.chooseDay;
};
