import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import { nextVisit } from "./visit.ts";

export type VisitStep = "en_route" | "on_site" | "done";

export interface NextStep {
  visit: string;
  state: VisitStep;
  label: string;
}

/** The next step of a job, for its orange button; null if the job is over. */
export const nextStep = (job: Pick<Job, "status" | "visits">): NextStep | null => {
  const visit = openVisit(job);
  if (visit === undefined) return null;
  const kind = job.status === "ready_for_pickup" ? message.kindsInText.pickup : message.kindsInText[visit.kind];
  const at = { visit: visit.id };
  switch (visit.state) {
    case "scheduled":
      return { ...at, state: "en_route", label: message.start(kind) };
    case "attempted":
      return { ...at, state: "en_route", label: message.startAgain(kind) };
    case "en_route":
      return { ...at, state: "on_site", label: message.arrived };
    case "on_site":
    case "done":
      return { ...at, state: "done", label: message.finish(kind) };
  }
};

/** The other steps, for a crew that calls in or skips one. */
export const otherSteps = (job: Pick<Job, "status" | "visits">): VisitStep[] => {
  const next = nextStep(job);
  const visit = openVisit(job);
  const all: VisitStep[] = ["en_route", "on_site", "done"];
  return next === null
    ? []
    : all.filter((state) => state !== next.state && state !== visit?.state && mayGo(job, state));
};

/** The last visit can be done only while its job is in progress; the server refuses anything else. */
const mayGo = (job: Pick<Job, "status" | "visits">, state: VisitStep): boolean => {
  const isLast = openVisit(job)?.id === job.visits.at(-1)?.id;
  return state !== "done" || !isLast || job.status === "in_progress";
};

const openVisit = (job: Pick<Job, "status" | "visits">) =>
  job.status === "completed" || job.status === "cancelled" ? undefined : nextVisit(job);
