import type { Job } from "../domain/job.ts";
import type { Random } from "../domain/random.ts";
import { isFailing, type ChannelRecords } from "../domain/message/channel-health.ts";
import type { ChannelKind } from "../domain/message/event.ts";
import type { MessageSettings } from "../domain/message/message-settings.ts";
import type { Settings } from "../domain/settings.ts";
import type { ChannelHealthStore } from "../store/channel-health-store.ts";
import type { ConversationStore } from "../store/conversation-store.ts";
import type { Counters } from "../store/counters.ts";
import type { MessageSettingsStore } from "../store/message-settings-store.ts";
import type { SendEntry } from "../store/queued-entry.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import type { MessageFile } from "./channel.ts";
import type { Channels, ChannelSet } from "./channels.ts";
import type { ContentOf } from "./content.ts";

/** What every sender of messages works with. */
export interface SenderParts {
  conversations: ConversationStore;
  channels: Pick<Channels, "read">;
  health: ChannelHealthStore;
  settings: Pick<SettingsStore, "read">;
  messageSettings: Pick<MessageSettingsStore, "read">;
  counters: Pick<Counters, "take" | "giveBack">;
  contentOf: ContentOf;
  /** Returns the files of an email. */
  filesOf: (about: { entry: SendEntry; job: Job; settings: Settings }) => Promise<readonly MessageFile[]>;
  /** The address that stops reminders by email with one click. */
  unsubscribeUrl: (conversation: string) => Promise<string>;
  clock: { now(): number };
  random: Random;
  report: (error: unknown) => void;
}

/** True if a message may go by a channel now: it works, or this message is the one that probes it. */
export const claimsChannel = async (
  health: ChannelHealthStore,
  via: ChannelKind,
  { records, isLocal, now }: { records: ChannelRecords; isLocal: boolean; now: number },
): Promise<boolean> => isLocal || !isFailing(records[via]) || (await health.claimProbe(via, now));

/** What holds for one send: read together, and a few seconds old at most. */
export interface Round {
  now: number;
  until: number;
  settings: Settings;
  messages: MessageSettings;
  channels: ChannelSet;
  health: ChannelRecords;
}

export const readRound = async (
  {
    settings,
    messageSettings,
    channels,
    health,
    clock,
  }: Pick<SenderParts, "settings" | "messageSettings" | "channels" | "health" | "clock">,
  until: number,
): Promise<Round> => {
  const [business, messages, set, records] = await Promise.all([
    settings.read(),
    messageSettings.read(),
    channels.read(),
    health.read(),
  ]);
  return { now: clock.now(), until, settings: business, messages, channels: set, health: records };
};
