import { activityDays, daysOfChange } from "../domain/activity.ts";
import { instantOf, type Clock } from "../domain/clock.ts";
import type { Job } from "../domain/job.ts";
import { homeDayOf } from "../domain/job-id.ts";
import type { ActivityStore } from "./activity-store.ts";
import type { Publisher } from "./job-store.ts";

/**
 * A publisher that updates the activity index on every publish: it records the days on which the job changed. Every JobStore
 * publishes each committed change at least once, so the index is eventually complete. The update is idempotent.
 */
export class ActivityIndexingPublisher implements Publisher {
  readonly #inner: Publisher;
  readonly #activity: Pick<ActivityStore, "noteHome">;
  readonly #clock: Clock;

  constructor(inner: Publisher, activity: Pick<ActivityStore, "noteHome">, clock: Clock) {
    this.#inner = inner;
    this.#activity = activity;
    this.#clock = clock;
  }

  async publish(job: Job): Promise<void> {
    const ended = await Promise.allSettled([this.#inner.publish(job), this.#index(job)]);
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  }

  /** Returns "current" if the inner publisher cannot compare copies. */
  async standing(job: Job): Promise<"current" | "behind" | "ahead"> {
    return (await this.#inner.standing?.(job)) ?? "current";
  }

  async #index(job: Job): Promise<void> {
    // The activity page leaves sample jobs out.
    if (job.sample === true) return;
    const home = homeDayOf(job.id);
    const oldest = instantOf(this.#clock.now() - activityDays * 86_400_000).slice(0, 10);
    // Covers every day of its history, because of two changes around midnight only the newer may be published.
    for (const day of daysOfChange(job)) if (day >= oldest) await this.#activity.noteHome(day, home);
  }
}
