import { activityDays } from "../../domain/activity.ts";
import { instantOf } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import { expiryOf } from "../../domain/expiry.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import type { Adoption, Archive, ArchivedDay, ArchivedMessage } from "../archive.ts";
import { UnreadableDocument } from "../job-store.ts";
import { readAdoption, writeAdoption } from "./adoption.ts";
import type { DayDocument, SendEntry } from "./day-document.ts";
import type { Documents } from "./documents.ts";
import type { JobWriter } from "./job-writer.ts";
import { inGroups } from "./parallel.ts";

/**
 * Day documents in and out, job by job. References are not carried: each job says which places it has, so they are
 * taken again, under new names, and one that a crash left behind stays behind.
 */
export class DayArchive implements Archive {
  readonly #documents: Documents;
  readonly #writer: JobWriter;

  constructor(documents: Documents, writer: JobWriter) {
    this.#documents = documents;
    this.#writer = writer;
  }

  async *days({
    after,
    unreadable,
  }: { after?: Day; unreadable?: (error: UnreadableDocument) => void } = {}): AsyncGenerator<ArchivedDay> {
    for await (const day of this.#documents.days(after ?? "")) {
      if (day === after) continue;
      try {
        const archived = archivedDay(await this.#documents.passingDay(day));
        if (archived.jobs.length > 0 || archived.capacity !== null) yield archived;
      } catch (error) {
        if (!(error instanceof UnreadableDocument) || unreadable === undefined) throw error;
        unreadable(error);
      }
    }
  }

  async adopt({ day, capacity, jobs, messages }: ArchivedDay): Promise<void> {
    for (const { id } of jobs) if (homeDayOf(id) !== day) throw new RangeError(`${id} is no job of ${day}`);
    const settings = await this.#documents.settings();
    const at = this.#documents.medium.clock.now();
    const now = instantOf(at);
    const lately = instantOf(at - activityDays * 86_400_000);
    if (capacity !== null) {
      await this.#documents.day(day).commit({
        apply: (draft) => {
          const next = { ...capacity, own_capacity: true };
          const same =
            draft.own_capacity &&
            draft.closed === capacity.closed &&
            JSON.stringify(draft.windows) === JSON.stringify(capacity.windows);
          if (!same) Object.assign(draft, next satisfies Partial<DayDocument>);
          return { result: undefined, wrote: !same };
        },
      });
    }
    // What is known from here on is never older than this.
    await this.#documents.day(day).read();
    const parked = Map.groupBy(messages, ({ job }) => job);
    // Jobs that come at once go out in one write.
    await inGroups(
      jobs,
      async (job) => {
        const expires = expiryOf(job, settings);
        // What nobody sees any more, and what is not among what was done lately, needs no publishing.
        const shown = expires === null || expires > now || job.updated_at > lately;
        await this.#writer.adopt(job, (parked.get(job.id) ?? []).map(parkedEntry), shown);
      },
      64,
    );
    // A store may have more days than memory holds.
    this.#documents.forget(day);
  }

  readAdoption(): Promise<Adoption | null> {
    return readAdoption(this.#documents);
  }

  writeAdoption(adoption: Adoption | null): Promise<void> {
    return writeAdoption(this.#documents, adoption);
  }
}

const archivedDay = ({ day, own_capacity, windows, closed, jobs, outbox }: DayDocument): ArchivedDay => ({
  day,
  capacity: own_capacity ? { windows, closed } : null,
  jobs: [...jobs.values()].map(({ job }) => job).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  messages: outbox
    .flatMap((entry): ArchivedMessage[] => {
      if (entry.kind !== "send" || !jobs.has(entry.job)) return [];
      const { id, job, template, visit } = entry;
      return [{ id, job, template, visit }];
    })
    // A stable sort: those of one job keep their order.
    .toSorted((one, other) => (one.job < other.job ? -1 : one.job > other.job ? 1 : 0)),
});

/** As it comes in from elsewhere: it goes out only when a person says so. */
export const parkedEntry = (message: ArchivedMessage): SendEntry => ({
  ...message,
  kind: "send",
  failures: 0,
  parked: true,
  not_before: 0,
  lease: null,
});
