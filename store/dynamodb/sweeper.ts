import { addDays, type Day } from "../../domain/day.ts";
import { expiredFrom } from "../../domain/expiry.ts";
import type { JobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { isWaiting, rolledFrom } from "../day-documents/open-board.ts";
import type { Publisher } from "../job-store.ts";
import { waitingItem, type VisitItem, type WaitingItem } from "./change.ts";
import { dateOf, endOf, layout, monthOf, shards, visitShards } from "./layout.ts";
import type { Parts } from "./part.ts";
import { stamped, type Item, type Write } from "./write.ts";

/** What no change triggers: time passed. Each part may run anywhere, at any time, twice. */
export class Sweeper {
  readonly #parts: Parts;
  readonly #publisher: Publisher;
  #passedAt = -Infinity;

  constructor(parts: Parts, publisher: Publisher) {
    this.#parts = parts;
    this.#publisher = publisher;
  }

  async sweep(): Promise<void> {
    const { clock, documents } = this.#parts;
    await documents.tolerate(() => this.#publishExpired());
    await documents.tolerate(() => this.#rollOverdue());
    // Looks at every day that can be booked, so not each minute.
    if (clock.now() - this.#passedAt < passEveryMs) return;
    this.#passedAt = clock.now();
    await documents.tolerate(() => this.#clearWaiting());
    await documents.tolerate(() => this.#passDays());
  }

  async #publishExpired(): Promise<void> {
    const { documents, table } = this.#parts;
    const today = await documents.today();
    for await (const note of table.each<DueItem>({ pk: "due", from: " ", to: endOf(today) })) {
      await documents.tolerate(() => this.#publishDue(note, today));
    }
  }

  /** The same for one note, by its sort key; false where it is not there. */
  async publishDueAt(sk: string): Promise<boolean> {
    const note = await this.#parts.table.get<DueItem>({ pk: "due", sk });
    if (note !== null) await this.#publishDue(note, await this.#parts.documents.today());
    return note !== null;
  }

  async #publishDue({ pk, sk, stamp }: DueItem, today: Day): Promise<void> {
    const { documents, jobs, random, table } = this.#parts;
    const job = (await jobs.read(sk.slice(sk.indexOf("#") + 1)))?.job;
    const day = job === undefined ? null : expiredFrom(job, await documents.settings());
    // Exactly the note that was read: one put since then, by a job that ended again, stays.
    const writes: Write[] = [{ remove: { pk, sk }, when: stamped(stamp) }];
    if (job !== undefined && day !== null) {
      // Links may live longer now than they did when the note was put.
      if (day > today) writes.push({ put: { ...layout.due(day, job.id), stamp: freshId(random) } });
      else await this.#publisher.publish(job);
    }
    await table.commit(writes, () => Promise.resolve(false));
  }

  /** Jobs whose day has passed since the last time: no change is made when midnight comes. */
  async #rollOverdue(): Promise<void> {
    const { days, documents, table } = this.#parts;
    const today = await documents.today();
    const rolledTo = rolledFrom((await table.get<RolledItem>(rolledKey))?.to ?? null, today);
    if (rolledTo !== null && rolledTo >= today) return;
    let complete = true;
    // The last one once more: a change that began before midnight may have landed after its day was looked at.
    const from = rolledTo === null ? "0000" : addDays(rolledTo, -1);
    for await (const day of days.all(from, addDays(today, -1))) {
      complete = (await documents.tolerate(() => this.#rollDay(day, today))) && complete;
    }
    // Else all of it is looked at again next time.
    if (!complete) return;
    const put: RolledItem = { ...rolledKey, to: today };
    await table.commit([{ put }], () => Promise.resolve(false));
  }

  async #rollDay(day: Day, today: Day): Promise<void> {
    const { jobs, table } = this.#parts;
    const found = await Promise.all(
      shards(visitShards).map((shard) =>
        table.query<VisitItem>({
          pk: layout.visits(monthOf(day), shard),
          from: dateOf(day),
          to: endOf(dateOf(day)),
        }),
      ),
    );
    const ids = [...new Set(found.flat().map(({ job }) => job))];
    for (const job of await jobs.readEach(ids)) if (isWaiting(job, today)) await this.note(job.id, today);
  }

  /** Notes a job that waits, or takes its note away, at exactly the revision that says so. */
  async note(id: JobId, today: Day): Promise<void> {
    const { jobs, table } = this.#parts;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const stored = await jobs.read(id);
      const waits = stored !== null && isWaiting(stored.job, today);
      const write: Write = waits ? { put: waitingItem(stored.job) } : { remove: layout.waiting(id) };
      const check: Write[] = stored === null ? [] : [{ check: layout.job(id), when: stamped(stored.stamp) }];
      if ((await table.commit([write, ...check], () => Promise.resolve(false))) === "landed") return;
    }
  }

  /** Notes of jobs that wait no more: the clock went back, or the business moved to another zone. */
  async #clearWaiting(): Promise<void> {
    const { documents, jobs, table } = this.#parts;
    const today = await documents.today();
    const notes = await table.query<WaitingItem>({ pk: "waiting", from: " ", to: endOf("") });
    const found = new Map((await jobs.readEach(notes.map(({ sk }) => sk))).map((job) => [job.id, job]));
    for (const { sk: id } of notes) {
      const job = found.get(id);
      if (job === undefined || !isWaiting(job, today)) await this.note(id, today);
    }
  }

  async #passDays(): Promise<void> {
    const { days, documents } = this.#parts;
    const settings = await documents.settings();
    const today = await documents.today();
    await days.applyHours(addDays(today, -1), addDays(today, settings.booking.days_ahead), { written: true });
  }
}

export interface DueItem extends Item {
  stamp: string;
}

export interface RolledItem extends Item {
  /** Overdue visits up to this day are noted. */
  to: Day;
}

export const rolledKey = { pk: "sweep", sk: "rolled" };
const passEveryMs = 5 * 60_000;
const attempts = 10;
