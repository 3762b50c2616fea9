import type { Instant } from "../domain/clock.ts";
import { expiryOf } from "../domain/expiry.ts";
import { shownVisit, type Job } from "../domain/job.ts";
import type { Settings } from "../domain/settings.ts";
import { stageOf, type Stage } from "../domain/status.ts";

/** A job as the office sees it. `link` tells what the tracking link is worth now. */
export type JobView = Omit<Job, "link" | "retired_lookups" | "ended_at" | "tracking_token" | "history" | "terms"> & {
  stage: Stage;
  crew: string | null;
  link: "live" | "revoked" | "expired";
  tracking_token?: string;
  tracking_url?: string;
  history?: Job["history"];
};

/** For one job, to an owner or dispatcher: with the link, which appears nowhere else. */
export const jobView = (job: Job, settings: Settings, siteUrl: string, now: Instant): JobView => ({
  ...listedJob(job, settings, now),
  ...(job.seen === undefined ? {} : { seen: job.seen }),
  ...(job.link === "live"
    ? { tracking_token: job.tracking_token, tracking_url: trackingUrl(siteUrl, job.tracking_token) }
    : {}),
  history: job.history,
});

/** In a list: without the link, the history and what was seen. */
export const listedJob = (job: Job, settings: Settings, now: Instant): JobView => {
  const {
    retired_lookups: _retired,
    ended_at: _ended,
    tracking_token: _token,
    terms: _terms,
    seen: _seen,
    history: _history,
    ...rest
  } = job;
  const expires = expiryOf(job, settings);
  return {
    ...rest,
    stage: stageOf(job),
    crew: shownVisit(job).crew,
    link: job.link === "live" && expires !== null && expires < now ? "expired" : job.link,
  };
};

/** The token stays in the fragment: it is in no request, referrer or log. */
export const trackingUrl = (siteUrl: string, token: string): string => `${siteUrl}/track/#${token}`;

/** The order of every list: next visit day, window start, id; what has no day comes last. */
export const byVisit = (a: Job, b: Job): number => {
  const [left, right] = [orderOf(a), orderOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

export const orderOf = (job: Job): string => {
  const { day, window } = shownVisit(job);
  return `${day ?? "9999-99-99"} ${window?.start ?? "99:99"} ${job.id}`;
};
