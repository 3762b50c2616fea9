import { epochOf } from "../domain/clock.ts";
import type { Job } from "../domain/job.ts";
import { mayTry } from "../domain/message/channel-health.ts";
import type { ChannelKind } from "../domain/message/event.ts";
import type { SendEntry } from "../store/queued-entry.ts";
import { channelBar, countryOfLocale, type Unsent } from "./consent.ts";
import { eventRules } from "./event.ts";
import { endOfQuiet } from "./quiet-hours.ts";
import type { Recipient } from "./recipient.ts";
import type { Round } from "./sender-parts.ts";

/** Why the channel cannot carry the message now. */
export const barOf = (
  { settings, messages, channels, health, now }: Round,
  { event }: SendEntry,
  { addresses }: Recipient,
  via: ChannelKind,
): Unsent | null => {
  const country = countryOfLocale(settings.business.locale);
  const bar = channelBar({ via, event, to: addresses[via], channels, settings: messages, country });
  return bar ?? (channels.local || mayTry(health[via], now) ? null : "failing");
};

/** When a text may go out that waits for the end of the night. `useless`: it would be too late then. */
export const heldUntil = (
  { settings, messages, now }: Round,
  { quiet, expires_at }: SendEntry,
  via: ChannelKind,
): number | "useless" | null => {
  if (via !== "text" || quiet === "send") return null;
  const end = endOfQuiet(now, settings.business.time_zone, messages.quiet_hours);
  if (end === null) return null;
  return epochOf(end) >= expires_at ? "useless" : epochOf(end);
};

/** The other channel of a message that goes out by both has its own entry, so this one is not missed. */
export const isCarriedByOther = ({ event, audience }: SendEntry, { customer }: Job): boolean =>
  audience === "customer" && eventRules[event].route.mode === "both" && customer?.email !== undefined;
