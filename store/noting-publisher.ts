import { activityDays, daysOfChange } from "../domain/activity.ts";
import { instantOf, type Clock } from "../domain/clock.ts";
import type { Job } from "../domain/job.ts";
import { homeDayOf } from "../domain/job-id.ts";
import type { ActivityStore } from "./activity-store.ts";
import type { Publisher } from "./job-store.ts";

/**
 * Notes, with each publish, on which days a job was changed, so that its history is found by day. It rides on the
 * promise of every JobStore that a committed change is published, if need be later and twice: so nothing that was done
 * to a job is missing for long, whatever crashed, and noting it again changes nothing.
 */
export class NotingPublisher implements Publisher {
  readonly #inner: Publisher;
  readonly #activity: Pick<ActivityStore, "noteHome">;
  readonly #clock: Clock;

  constructor(inner: Publisher, activity: Pick<ActivityStore, "noteHome">, clock: Clock) {
    this.#inner = inner;
    this.#activity = activity;
    this.#clock = clock;
  }

  async publish(job: Job): Promise<void> {
    const ended = await Promise.allSettled([this.#inner.publish(job), this.#note(job)]);
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  }

  /** Where nobody can look, nothing is known to be wrong. */
  async standing(job: Job): Promise<"current" | "behind" | "ahead"> {
    return (await this.#inner.standing?.(job)) ?? "current";
  }

  async #note(job: Job): Promise<void> {
    // Nobody finds a sample day among what was done.
    if (job.sample === true) return;
    const home = homeDayOf(job.id);
    const oldest = instantOf(this.#clock.now() - activityDays * 86_400_000).slice(0, 10);
    // Every day of its history: of two changes around midnight only the newer may be published.
    for (const day of daysOfChange(job)) if (day >= oldest) await this.#activity.noteHome(day, home);
  }
}
