import { createHash } from "node:crypto";
import type { CalendarFeed } from "../domain/access/access.ts";
import { epochOf, instantOf, type Clock } from "../domain/clock.ts";
import { addDays, dayIn } from "../domain/day.ts";
import { DomainError } from "../domain/domain-error.ts";
import { calendarText } from "../notify/calendar.ts";
import { feedEvents } from "../notify/feed-events.ts";
import type { AccessStore } from "../store/access-store.ts";
import type { Counters } from "../store/counters.ts";
import type { JobStore } from "../store/job-store.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import { hashOf } from "./session/sessions.ts";

interface Parts {
  access: AccessStore;
  jobs: Pick<JobStore, "between">;
  settings: SettingsStore;
  counters: Counters;
  identity: { read(): Promise<{ id: string }> };
  clock: Clock;
  limits: boolean;
  report: (error: unknown) => void;
}

/** The calendars that programs read by their address. */
export class CalendarFeeds {
  readonly #parts: Parts;
  /** What this process made in the last five minutes, by the id of the calendar. */
  readonly #made = new Map<string, { file: Promise<CalendarFile>; until: number }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Returns the calendar with this secret. Null: it is unknown or revoked. Throws `too_many_requests`. */
  async read(secret: string): Promise<CalendarFile | null> {
    const { access, clock } = this.#parts;
    const hash = hashOf(secret);
    const feed = (await access.read()).calendars.find((one) => one.hash === hash);
    if (feed === undefined) return null;
    await this.#count(feed);
    const now = clock.now();
    const known = this.#made.get(feed.id);
    if (known !== undefined && known.until > now && known.until - now <= kept_ms) return await known.file;
    const file = this.#make(feed);
    this.#made.set(feed.id, { file, until: now + kept_ms });
    const [oldest] = this.#made.keys();
    if (this.#made.size > mostKept && oldest !== undefined) this.#made.delete(oldest);
    try {
      return await file;
    } catch (error) {
      this.#made.delete(feed.id);
      throw error;
    } finally {
      await this.#noteUse(feed);
    }
  }

  async #make({ name, crew, details }: CalendarFeed): Promise<CalendarFile> {
    const { jobs, settings, identity, clock } = this.#parts;
    const { business } = await settings.read();
    const now = clock.now();
    const today = dayIn(business.time_zone, now);
    const range = { from: addDays(today, -7), to: addDays(today, 30) };
    // An unreadable day must not hide the others.
    const found = await jobs.between(range.from, range.to, crew === null ? undefined : { crew }, () => undefined);
    const { id: store } = await identity.read();
    const events = feedEvents(found, { ...range, crew, details, zone: business.time_zone, store, now: instantOf(now) });
    const text = calendarText(events, { name, refresh: "PT1H" });
    return { text, etag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"` };
  }

  async #count({ id }: CalendarFeed): Promise<void> {
    if (!this.#parts.limits) return;
    const taken = await this.#parts.counters.take({ kind: "calendar", name: id }, { most: 60, spanSeconds: 3_600 });
    if (taken.taken) return;
    throw new DomainError("too_many_requests", "This calendar was read 60 times in an hour. Try again later.", {
      facts: { retry_after_seconds: taken.retryAfterSeconds },
    });
  }

  async #noteUse({ id }: CalendarFeed): Promise<void> {
    const { access, clock, report } = this.#parts;
    try {
      const last = (await access.lastUses())[id];
      const now = clock.now();
      if (last === undefined || epochOf(last) <= now - 3_600_000) await access.noteUse(id, instantOf(now));
    } catch (error) {
      report(error);
    }
  }
}

export interface CalendarFile {
  text: string;
  etag: string;
}

const kept_ms = 300_000;
const mostKept = 50;
