import { isFailing, signatureAlarm, type ChannelRecord } from "../domain/message/channel-health.ts";
import type { ChannelKind } from "../domain/message/event.ts";
import type { PauseReason } from "../domain/message/live-for.ts";
import type { Services } from "./services.ts";

export type ChannelState = "not_set_up" | "ok" | "failing" | "paused";

/** The states of both channels and why nothing is sent, for the board and the health. */
export const channelStates = async ({
  channels,
  channelHealth,
}: Pick<Services, "channels" | "channelHealth">): Promise<
  Record<ChannelKind, ChannelState> & { paused: PauseReason | null; records: Record<ChannelKind, ChannelRecord> }
> => {
  const [set, { sender }, { text, email }] = await Promise.all([
    channels.read(),
    channels.accounts(),
    channelHealth.read(),
  ]);
  const records = { text, email };
  const stateOf = (kind: ChannelKind): ChannelState => {
    if (sender[kind] === null) return "not_set_up";
    if (set.paused !== null) return "paused";
    return isFailing(records[kind]) ? "failing" : "ok";
  };
  return { text: stateOf("text"), email: stateOf("email"), paused: set.paused, records };
};

/** True if the provider's calls have wrong signatures, so that no text of a customer reaches the Inbox. */
export const hasWrongSignatures = async ({ channelHealth }: Pick<Services, "channelHealth">): Promise<boolean> =>
  (await channelHealth.read()).wrong_signatures >= signatureAlarm;

/** What a person does about a pause. */
export const pauseWords: Record<PauseReason, string> = {
  copied: "This is a copy, or it moved, so it sends nothing. If it replaces the original, resume messages here.",
  moved: "This is a copy, or it moved, so it sends nothing. If it replaces the original, resume messages here.",
  not_started: "Messages are new in this version. Turn them on when your customers may get them.",
  shifted_clock: "The clock of this server is shifted for tests, so it reaches only this machine.",
};
