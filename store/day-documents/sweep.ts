import { addDays, type Day } from "../../domain/day.ts";
import { UnreadableDocument, type Publisher } from "../job-store.ts";
import { keys } from "../keys.ts";
import { hoursOf } from "./day-codec.ts";
import type { Documents } from "./documents.ts";
import { sweepKeys } from "./examine-notes.ts";
import { publishExpired } from "./expiry.ts";
import { clearOpenBoard, rollOverdue } from "./open-board.ts";
import { pruneDay } from "./prune.ts";
import { quarantine } from "./quarantine.ts";

/** What no change triggers: time passed, or somebody crashed half-way. Each part may run anywhere, at any time, twice. */
export class Sweeper {
  readonly #documents: Documents;
  readonly #publisher: Publisher;
  #passedAt = -Infinity;
  #allDueAt = -Infinity;
  #keysSweptAt = -Infinity;
  /** Where the next round goes on; "" begins again. */
  #keysAfter = "";

  constructor(documents: Documents, publisher: Publisher) {
    this.#documents = documents;
    this.#publisher = publisher;
  }

  async sweep(): Promise<void> {
    const { clock } = this.#documents.medium;
    await this.#documents.tolerate(() => this.#mendOpenBoard());
    const all = Math.abs(clock.now() - this.#allDueAt) >= allDueEveryMs;
    const looked = await this.#documents.tolerate(() =>
      publishExpired(this.#documents, this.#publisher, all ? null : recentDays),
    );
    if (all && looked) this.#allDueAt = clock.now();
    await this.#documents.tolerate(() => rollOverdue(this.#documents));
    // Reads every day that can be booked, so not each minute.
    if (clock.now() - this.#passedAt < passEveryMs) return;
    this.#passedAt = clock.now();
    await this.#documents.tolerate(() => clearOpenBoard(this.#documents));
    await this.#documents.tolerate(() => this.#passDays());
    if (clock.now() - this.#keysSweptAt < keysEveryMs) return;
    this.#keysSweptAt = clock.now();
    await this.#documents.tolerate(async () => {
      this.#keysAfter = await sweepKeys(this.#documents, this.#keysAfter, keysAtOnce);
    });
  }

  /** Every day's board needs it, and it can be made of the jobs again: so this one waits for no doctor. */
  async #mendOpenBoard(): Promise<void> {
    try {
      await this.#documents.open.read();
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      this.#documents.medium.report(error);
      await quarantine(this.#documents, keys.open);
    }
  }

  async #passDays(): Promise<void> {
    const settings = await this.#documents.settings();
    const today = await this.#documents.today();
    const last = addDays(today, settings.booking.days_ahead);
    for await (const day of this.#documents.days(addDays(today, -1))) {
      if (day > last) return;
      await this.#documents.tolerate(async () => void (await pruneDay(this.#documents, day, graceMs)));
      await this.#documents.tolerate(() => applyHours(this.#documents, day));
    }
  }
}

/**
 * Gives a day the hours of the settings, unless it was set by hand. A day that was never written is written too:
 * a booking that read the old settings would otherwise be the first to write it, with them.
 */
export const applyHours = async (documents: Documents, day: Day): Promise<void> => {
  const hours = hoursOf(day, await documents.settings());
  await documents.day(day).commit({
    apply: (draft) => {
      const applies = !draft.own_capacity && (draft.rev === 0 || draft.settings_rev < hours.settings_rev);
      if (applies) Object.assign(draft, hours);
      return { result: undefined, wrote: applies };
    },
  });
};

const passEveryMs = 5 * 60_000;
/** A thousand looks an hour hold 24,000 bookings a day; each note is looked at until its 25 hours are over. */
const keysEveryMs = 60 * 60_000;
const keysAtOnce = 1_000;
/** What could not be done on its day, or the day after, waits for as long as this. */
const allDueEveryMs = 24 * 60 * 60_000;
const recentDays = 2;
/** Only decides when ending a reference in limbo is worth trying: what is right does not hang on it. */
const graceMs = 5 * 60_000;
