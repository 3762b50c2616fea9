import { epochOf } from "../domain/clock.ts";
import type { ChannelRecords } from "../domain/message/channel-health.ts";
import { isFailing } from "../domain/message/channel-health.ts";
import { officeEvents, type ChannelKind, type OfficeEvent } from "../domain/message/event.ts";
import type { Language } from "../domain/message/language.ts";
import { noticeFor_ms, type AlertCounts, type WaitingNotice } from "../domain/message/office-alerts.ts";
import type { TrayEntry } from "../store/conversation-store.ts";
import type { OfficeAlertStore } from "../store/office-alert-store.ts";
import type { WebhookStore } from "../store/webhook-store.ts";
import { mayWait_ms, type OfficeNotice, type OfficeNotices, type OfficePerson } from "./office-notices.ts";
import { digestWords, failingWords, unsentWhy } from "./office-words.ts";
import { phrases } from "./phrases.ts";
import type { SenderParts } from "./sender-parts.ts";
import type { Values } from "./variable.ts";
import { tellOfDisabled } from "./webhook/disabled-notice.ts";

export interface WatchParts extends Pick<SenderParts, "conversations" | "channels" | "health" | "clock" | "report"> {
  office: Pick<OfficeNotices, "send">;
  alerts: OfficeAlertStore;
  webhooks: Pick<WebhookStore, "read" | "change">;
  businessName: () => Promise<string>;
  dashboard: () => string;
}

/**
 * Tells the office what no commit of a job tells: messages that were not sent, a channel that fails, the digest of an hour
 * with many alerts, and a webhook that was disabled. Any number of processes may run it at the same time.
 */
export class OfficeWatch {
  readonly #parts: WatchParts;
  #lookedAt = -Infinity;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** Looks once a minute. Never rejects: a failure is reported, and the next minute tries again. */
  async runIfDue(): Promise<void> {
    const { clock, channels, report } = this.#parts;
    const now = clock.now();
    if (Math.abs(now - this.#lookedAt) < pause_ms) return;
    this.#lookedAt = now;
    try {
      // A copy tells no one.
      if ((await channels.read()).paused !== null) return;
      await this.#run(now);
      await tellOfDisabled(this.#parts);
    } catch (error) {
      report(error);
    }
  }

  async #run(now: number): Promise<void> {
    const { conversations, health, alerts } = this.#parts;
    const [tray, records] = await Promise.all([conversations.tray(), health.read()]);
    // An alert that was not sent causes no alert.
    const unsent = tray.filter(({ event }) => event === null || !alertEvents.has(event));
    const failing = { text: failsSince(records, "text"), email: failsSince(records, "email") };
    const waiting = await alerts.notice({ messages: unsent.map(({ message }) => message), failing }, now);
    for (const notice of waiting) {
      if (notice.not_before > now) continue;
      await alerts.settle(notice.id, await this.#tell(notice, { unsent, records }));
    }
  }

  async #tell(notice: WaitingNotice, found: Found) {
    const common = {
      id: notice.id,
      job: null,
      expires_at: epochOf(notice.at) + noticeFor_ms,
      until: this.#parts.clock.now() + mayWait_ms,
      failures: notice.failures,
    };
    const about = notice.about === "digest" ? await this.#digest(notice.counts) : await this.#unsent(found);
    return about === null ? null : await this.#parts.office.send({ ...common, ...about });
  }

  async #digest(counts: AlertCounts): Promise<About> {
    const business = await this.#parts.businessName();
    const job_link = `${this.#parts.dashboard()}/board`;
    const events = officeEvents.filter((event) => counts[event] !== undefined);
    const isWanted = (person: OfficePerson) => events.filter((event) => person.alerts(event) !== "none");
    return {
      event: events[0] ?? "office_message",
      chosen: (person) => {
        const ways = isWanted(person).map((event) => person.alerts(event));
        return ways.find((way) => way === "text") ?? ways[0] ?? "none";
      },
      contentOf: () => ({ values: { business, job_link }, facts: [] }),
      // Each person reads of what they want to hear.
      words: (person) =>
        digestWords(person.language, Object.fromEntries(isWanted(person).map((event) => [event, counts[event] ?? 0]))),
    };
  }

  /** Null: a person has seen to everything. */
  async #unsent({ unsent, records }: Found): Promise<About | null> {
    const [newest] = unsent;
    const failing = channelKinds.find((kind) => isFailing(records[kind]));
    if (newest === undefined && failing === undefined) return null;
    const broken = failing ?? (newest?.via === "text" ? "text" : "email");
    const business = await this.#parts.businessName();
    const dashboard = this.#parts.dashboard();
    const valuesIn = (language: Language): Values => ({
      business,
      ...(newest === undefined
        ? {
            error: failingWords(language, broken, records[broken].trouble?.code ?? ""),
            outbox_link: `${dashboard}/settings#messages`,
          }
        : {
            count: String(unsent.length),
            customer: newest.name === "" ? phrases[language].someone : newest.name,
            error: unsentWhy(language, newest.code),
            outbox_link: `${dashboard}/outbox`,
          }),
    });
    return {
      event: "office_parked",
      // What broke one channel would break this notice too.
      chosen: (person) => {
        if (person.alerts("office_parked") === "none") return "none";
        return broken === "text" ? "email" : "text";
      },
      contentOf: (language) => ({ values: valuesIn(language), facts: [] }),
    };
  }
}

type About = Pick<OfficeNotice, "event" | "chosen" | "contentOf" | "words">;

interface Found {
  unsent: readonly TrayEntry[];
  records: ChannelRecords;
}

const failsSince = (records: ChannelRecords, kind: ChannelKind): string | null =>
  isFailing(records[kind]) ? (records[kind].trouble?.since ?? null) : null;

const alertEvents: ReadonlySet<string> = new Set<string>(officeEvents satisfies readonly OfficeEvent[]);
const channelKinds = ["email", "text"] as const satisfies readonly ChannelKind[];
const pause_ms = 60_000;
