import { epochOf, type Clock } from "../../domain/clock.ts";
import { addDays, instantIn } from "../../domain/day.ts";
import type { Random } from "../../domain/random.ts";
import { appendMessage } from "../../main/append-message.ts";
import { DailyRuns } from "../../main/daily-runs.ts";
import { messagePlan } from "../../main/message-plan.ts";
import { messageSender, replySender } from "../../main/senders.ts";
import type { ChannelSet, Channels } from "../../notify/channels.ts";
import { TwilioChannel } from "../../notify/twilio/twilio-channel.ts";
import { openDocuments } from "../../store/documents/open-documents.ts";
import type { Plan, Publisher, Sender } from "../../store/job-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Code } from "./code.ts";
import { dayAt, equipmentOfTheBusiness, messageSettings, owner, settings, soonerBy, zone } from "./world.ts";

export interface StoreParts {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  process: string;
  report: (error: unknown) => void;
  publisher: Publisher;
  /** The address of the provider. */
  provider: string;
  /** Returns the sender that the outbox calls. */
  watch: (sender: Sender) => Sender;
  takesTurns: boolean;
}

/** Opens jobs, conversations and senders as `main/` does. The settings never change. */
export const openStore = ({ openJobs, EntryClock }: Code, { watch, provider, ...parts }: StoreParts) => {
  const { clock, random, report } = parts;
  const process = { ...parts, entryClock: new EntryClock(clock), spread_bytes: 4_096 };
  const fixed = {
    settings: { read: () => Promise.resolve(settings), knownZone: zone },
    messageSettings: { read: () => Promise.resolve(messageSettings) },
  };
  const documents = openDocuments({ ...process, timeZone: zone, findJob: (id) => opened.jobs.find(id) });
  const people = { ...documents.people, read: () => Promise.resolve({ users: [owner], setup: null, rev: 1 }) };
  const shared = { ...documents, ...fixed, people };
  const senders = { clock, random, report, channels: channelsAt(provider, clock), urls: () => urls };
  const opened = openJobs({
    ...process,
    ...fixed,
    equipment: { read: () => Promise.resolve({ rev: 0, ...equipmentOfTheBusiness }) },
    file: () => Promise.resolve(),
    hook: () => Promise.resolve(),
    plan: soonerPlan(messagePlan({ ...fixed, webhooks: { wanted: () => Promise.resolve(new Set()) } }), clock),
    append: appendMessage(documents.conversations),
    sender: watch(messageSender(senders, shared)),
  });
  const { conversations, daily } = documents;
  const replies = replySender(senders, { ...shared, jobs: opened.jobs });
  /** Queues the reminders of a working day, by a clock that is at five o'clock of the day before. */
  const remind = async (index: number): Promise<void> => {
    const now = epochOf(instantIn(zone, addDays(dayAt(index), -1), "17:05"));
    await new DailyRuns({ ...fixed, clock: { ...clock, now: () => now }, jobs: opened.jobs, daily, report }).runIfDue();
  };
  const drain = async (): Promise<number> => (await opened.jobs.drain()) + (await conversations.drain(replies));
  return { ...opened, conversations, replies, remind, drain };
};

const urls = { site: "https://book.example.com", dashboard: "https://office.example.com" };

const soonerPlan = (plan: Plan, clock: Clock): Plan => ({
  prepare: async () => {
    const planned = await plan.prepare();
    return (change) =>
      planned(change).map((entry) =>
        entry.kind === "send" ? { ...entry, not_before: soonerBy(clock.now(), entry.not_before) } : entry,
      );
  },
});

/** Emails go to the same provider, which cannot be asked about them. */
const channelsAt = (base: string, clock: Clock): Pick<Channels, "read"> => {
  const account = {
    base,
    account_sid: "AC1",
    user: "AC1",
    password: "secret",
    sender: { number: "+16195550100" },
    statusCallback: ({ id }: { id: string }) => `${urls.site}/status?m=${encodeURIComponent(id)}`,
  };
  const text = new TwilioChannel(account, { now: () => clock.now(), fetch });
  const email = {
    kind: "email" as const,
    timeout_ms: text.timeout_ms,
    send: text.send.bind(text),
    verify: text.verify.bind(text),
  };
  const set: ChannelSet = { text, email, local: false, paused: null };
  return { read: () => Promise.resolve(set) };
};
