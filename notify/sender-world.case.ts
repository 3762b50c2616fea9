import type { Customer, Job } from "../domain/job.ts";
import { marksJob } from "../domain/job.fixture.ts";
import { usualMessageSettings, type MessageSettings } from "../domain/message/message-settings.ts";
import type { ChannelKind } from "../domain/message/event.ts";
import { openDocuments } from "../store/documents/open-documents.ts";
import { openMemory, start, type DocumentsWorld } from "../store/documents/documents-world.case.ts";
import type { SendEntry } from "../store/queued-entry.ts";
import type { Channel, Outcome, OutgoingMessage } from "./channel.ts";
import type { ChannelSet } from "./channels.ts";
import { OfficeNotices, type OfficePerson } from "./office-notices.ts";
import { OfficeWatch } from "./office-watch.ts";
import { ReplySender } from "./replies.ts";
import { sampleValues } from "./sample-values.ts";
import { MessageSender } from "./sender.ts";

/** A provider that keeps what it gets, and answers what a test has queued; else it accepts. */
export class ScriptedChannel implements Channel {
  readonly timeout_ms = 9_000;
  readonly kind: ChannelKind;
  readonly sent: OutgoingMessage[] = [];
  readonly outcomes: Outcome[] = [];
  /** What look-ups answer, in order; then no message is found. */
  readonly found: (Outcome | null)[] = [];
  readonly looked: OutgoingMessage[] = [];
  resolveUnknown?: (message: OutgoingMessage) => Promise<Outcome | null>;

  constructor(kind: ChannelKind) {
    this.kind = kind;
    if (kind === "text")
      this.resolveUnknown = (message) => {
        this.looked.push(message);
        return Promise.resolve(this.found.shift() ?? null);
      };
  }

  send(message: OutgoingMessage): Promise<Outcome> {
    this.sent.push(message);
    return Promise.resolve(this.outcomes.shift() ?? { outcome: "accepted", provider_id: `SM${this.sent.length}` });
  }

  verify(): Promise<Outcome> {
    return Promise.resolve({ outcome: "accepted", provider_id: "ok" });
  }
}

export const customer: Customer = {
  name: "Maria Ortega",
  phone: "+16195550142",
  email: "maria@example.com",
  text_consent: { at: "2026-11-19T08:00:00.000Z", how: "booking_page" },
};

/** A sender on a store in memory, with two providers. 9 o'clock in the morning in Los Angeles. */
export const senderWorld = (world: DocumentsWorld = openMemory()) => {
  const { clock } = world;
  const documents = openDocuments({
    ...world.open(),
    timeZone: "America/Los_Angeles",
    findJob: () => Promise.resolve(null),
  });
  const [text, email] = [new ScriptedChannel("text"), new ScriptedChannel("email")];
  const set: ChannelSet = { text, email, local: false, paused: null };
  const reported: unknown[] = [];
  const people: OfficePerson[] = [];
  const job: Job = { ...marksJob(), customer };
  const parts = {
    conversations: documents.conversations,
    channels: { read: () => Promise.resolve(set) },
    health: documents.channelHealth,
    settings: documents.settings,
    messageSettings: {
      read: () => Promise.resolve({ ...usualMessageSettings, ...messages, rev: 1 }),
    },
    counters: documents.counters,
    contentOf: ({ language }: { language: "en" | "es" }) => ({ values: sampleValues[language], facts: [] }),
    filesOf: () => Promise.resolve([]),
    unsubscribeUrl: (conversation: string) => Promise.resolve(`https://example.com/unsubscribe/${conversation}`),
    clock,
    random: world.open().random,
    report: (error: unknown) => void reported.push(error),
  };
  const messages: Partial<MessageSettings> = {};
  const office = new OfficeNotices({
    ...parts,
    alerts: documents.officeAlerts,
    people: () => Promise.resolve(people),
    hash: (name) => name,
  });
  const sender = new MessageSender({ ...parts, office });
  const watch = new OfficeWatch({
    ...parts,
    office,
    alerts: documents.officeAlerts,
    webhooks: documents.webhooks,
    businessName: () => Promise.resolve("Coastline Hauling"),
    dashboard: () => "https://office.coastline.example",
  });
  const replies = new ReplySender({
    ...parts,
    findJob: () => Promise.resolve(job),
    tellOffice: () => Promise.resolve(null),
    tellPrograms: () => Promise.resolve(),
  });
  /** Sends as the outbox does: under a lease of 30 seconds. */
  const send = (entry: SendEntry, about: Job = job) => sender.send({ entry, job: about, until: clock.now() + 30_000 });
  const stored = async (id: string) => {
    const { conversations } = documents;
    return await conversations.message(await conversations.keyOf({ kind: "phone", value: "+16195550142" }), id);
  };
  return {
    world,
    clock,
    documents,
    text,
    email,
    set,
    messages,
    people,
    job,
    sender,
    watch,
    replies,
    send,
    stored,
    reported,
  };
};

export const entryOf = (id: string, more: Partial<SendEntry> = {}): SendEntry => ({
  kind: "send",
  id,
  job: marksJob().id,
  event: "changed",
  audience: "customer",
  channels: ["text", "email"],
  lane: "customer/text",
  cause: "h1",
  visit: null,
  while: "none",
  not_before: 0,
  expires_at: Date.parse(start) + 86_400_000,
  quiet: "hold",
  failures: 0,
  parked: false,
  lease: null,
  ...more,
});
