import type { Clock } from "../domain/clock.ts";
import { dayIn } from "../domain/day.ts";
import type { Job } from "../domain/job.ts";
import { reminderAsk, rentalAsks, runsDue, type DailyAsk, type DailyRules, type DailyRun } from "../notify/daily.ts";
import type { DailyStore, Finished } from "../store/daily-store.ts";
import { UnreadableDocument, type JobStore } from "../store/job-store.ts";
import { inGroups } from "../store/jobs/parallel.ts";
import type { MessageSettingsStore } from "../store/message-settings-store.ts";
import type { SettingsStore } from "../store/settings-store.ts";

export interface DailyRunsContext {
  clock: Clock;
  jobs: Pick<JobStore, "between" | "waiting" | "queue">;
  settings: Pick<SettingsStore, "read">;
  messageSettings: Pick<MessageSettingsStore, "read">;
  daily: DailyStore;
  report: (error: unknown) => void;
}

/**
 * Queues the messages that a date causes: reminders and notices about rentals. Any number of processes may run it at the
 * same time. A run that stops halfway is repeated, because its day moves on only after every job has answered.
 */
export class DailyRuns {
  readonly #context: DailyRunsContext;
  #known: { rules: DailyRules; finished: Finished; at: number } | null = null;
  #failedAt = -Infinity;

  constructor(context: DailyRunsContext) {
    this.#context = context;
  }

  /** Runs what is due. Never rejects: a failure is reported, and tried again after a minute. */
  async runIfDue(): Promise<void> {
    const now = this.#context.clock.now();
    if (Math.abs(now - this.#failedAt) < pause_ms) return;
    try {
      const known = await this.#read(now);
      if (runsDue(known.finished, now, known.rules).length === 0) return;
      // Another process may have finished it since.
      const { rules, finished } = await this.#read(now, { isFresh: true });
      for (const run of runsDue(finished, now, rules)) await this.#run(run, rules);
    } catch (error) {
      this.#failedAt = now;
      this.#context.report(error);
    }
  }

  /** The rules and days of a minute ago are good enough to see that nothing is due. */
  async #read(now: number, { isFresh = false } = {}): Promise<{ rules: DailyRules; finished: Finished }> {
    const { settings, messageSettings, daily } = this.#context;
    if (!isFresh && this.#known !== null && Math.abs(now - this.#known.at) < pause_ms) return this.#known;
    const [{ business }, { reminder_at }] = await Promise.all([settings.read(), messageSettings.read()]);
    const rules = { zone: business.time_zone, reminder_at };
    const finished = await daily.begin(dayIn(rules.zone, now));
    this.#known = { rules, finished, at: now };
    return this.#known;
  }

  async #run(run: DailyRun, rules: DailyRules): Promise<void> {
    const { jobs, daily } = this.#context;
    const unreadable = new Set<string>();
    const name = (day: string): void => void unreadable.add(day);
    const asks = run.kind === "reminder" ? remindersOf(run, rules) : rentalsOf(run, rules);
    const found = run.kind === "reminder" ? jobs.between(run.day, run.day, undefined, name) : jobs.waiting(name);
    // Jobs of one home day go out in shared entries of its log.
    const asked = (await found).toSorted((one, other) => (one.id < other.id ? -1 : 1)).flatMap((job) => asks(job));
    await inGroups(asked, async ({ job, key, plan }) => void (await jobs.queue(job, { key, plan })), queuedAtOnce);
    // The others were queued. This run is tried again, so that a repair in time still reminds its customers.
    const [day] = unreadable;
    if (day !== undefined) throw new UnreadableDocument(`days/${day}`, new Error("A daily run needs it"));
    const finished = await daily.finish(run.kind, run.day);
    if (this.#known !== null) this.#known = { ...this.#known, finished };
  }
}

const remindersOf =
  (run: DailyRun, rules: DailyRules) =>
  (job: Job): DailyAsk[] => {
    const ask = reminderAsk(job, run, rules);
    return ask === null ? [] : [ask];
  };

const rentalsOf =
  (run: DailyRun, rules: DailyRules) =>
  (job: Job): DailyAsk[] =>
    rentalAsks(job, run, rules);

const pause_ms = 60_000;
const queuedAtOnce = 64;
