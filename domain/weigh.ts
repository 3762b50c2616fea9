import { canonicalJson } from "./canonical-json.ts";
import { epochOf } from "./clock.ts";
import { DomainError, invalid } from "./domain-error.ts";
import type { Change } from "./history.ts";
import type { Job } from "./job.ts";
import type { Moment } from "./moment.ts";
import { tonsOf } from "./price/rounding.ts";
import { feeOverage, tonsOverage } from "./rental/overage.ts";
import { withProposal } from "./rental/settle-rental.ts";
import { refused } from "./status.ts";
import { visitOf } from "./visit-report.ts";

/** The weight of a load: short tons, or pounds, which are rounded down to tons. */
export interface Weight {
  net_tons?: number | undefined;
  net_pounds?: number | undefined;
  ticket?: string | undefined;
  /** Where the load went, and what that place charged for it. */
  facility?: string | undefined;
  fee_cents?: number | undefined;
}

const mostTons = 100;

/** Records the weight of the unit that a visit took, and proposes the tons above the included ones and the fee. */
export const weighVisit = (job: Job, visitId: string, weight: Weight): Change | "unchanged" => {
  const visit = visitOf(job, visitId);
  const period = job.equipment?.find(({ removed_by: by }) => by === visitId);
  const isTaken = visit.state === "on_site" || visit.state === "done";
  if (job.rental === undefined || job.equipment === undefined || period === undefined || !isTaken) {
    throw refused(job, job.status, "This visit took no unit, so there is nothing to weigh.");
  }
  if (job.status === "cancelled") throw refused(job, job.status, "The job is cancelled.");
  const tons = tonsIn(weight);
  const { ticket = period.ticket, facility, fee_cents: fee } = weight;
  const weighed = {
    ...period,
    net_tons: tons,
    ticket,
    ...(facility === undefined ? {} : { facility }),
    ...(fee === undefined ? {} : { fee_cents: fee }),
  };
  if (canonicalJson(weighed) === canonicalJson(period)) return "unchanged";
  const next = { ...job, equipment: job.equipment.map((one) => (one === period ? weighed : one)) };
  const withTons = withProposal(next, { kind: "tons", of: period.id }, tonsOverage(weighed, job.rental));
  const withFee = withProposal(withTons, { kind: "fee", of: period.id }, feeOverage(weighed));
  return { next: withFee, what: "weighed" };
};

/** The days after the end of a job in which its crew may still enter the weight. */
const weighDays = 7;

/** Throws if a crew enters a weight too late; the office may always. */
export const assertCrewMayWeigh = (job: Job, now: Moment): void => {
  if (job.ended_at === null || epochOf(now.at) - epochOf(job.ended_at) <= weighDays * 86_400_000) return;
  throw new DomainError("transition_not_allowed", "The job ended more than a week ago. Ask the office.", {
    facts: { from: job.status, to: job.status },
  });
};

const tonsIn = ({ net_tons: tons, net_pounds: pounds }: Weight): number => {
  if ((tons === undefined) === (pounds === undefined)) {
    throw invalid({ field: "/net_tons", code: "required", message: "Enter the weight in tons, or in pounds." });
  }
  const net = tons ?? tonsOf(pounds ?? 0);
  if (net > mostTons) {
    throw invalid({
      field: tons === undefined ? "/net_pounds" : "/net_tons",
      code: "too_large",
      message: `Enter at most ${mostTons} tons.`,
    });
  }
  return net;
};
