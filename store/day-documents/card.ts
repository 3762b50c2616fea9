import { lastVisit, shownVisit, type Job } from "../../domain/job.ts";
import { stageOf } from "../../domain/status.ts";
import type { Card } from "./day-document.ts";

/** What a board shows of one visit, stamped with the job's rev so that an older copy never wins. */
export const cardOf = (job: Job, visitId: string): Card => {
  const visit = job.visits.find(({ id }) => id === visitId) ?? lastVisit(job);
  return {
    rev: job.rev,
    job: job.id,
    visit: visit.id,
    kind: visit.kind,
    day: visit.day,
    window: visit.window,
    crew: visit.crew,
    status: job.status,
    stage: stageOf(job),
    service: job.service.name,
    customer: job.customer?.name ?? "",
    street: job.location.street,
    total_cents: job.pricing.total_cents,
  };
};

export const shownCardOf = (job: Job): Card => cardOf(job, shownVisit(job).id);
