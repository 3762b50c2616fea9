import type { ChannelKind } from "../../../domain/message/event.ts";
import { channelStates, hasWrongSignatures, pauseWords } from "../../channel-status.ts";
import { json } from "../../description.ts";
import { textsOfDay } from "../../../notify/text-budget.ts";
import { defineRoute, staff } from "../../route.ts";
import type { Services } from "../../services.ts";
import { messageHealth } from "../../schema/message-health.ts";

export const getMessageHealth = defineRoute(
  "getMessageHealth",
  { roles: staff, scope: "settings:read" },
  {
    summary: "Say whether emails and texts go out",
    responses: { 200: json(messageHealth, "The health of both channels") },
  },
  (services) => async (c) => {
    const [{ outcomeWords }, texts_today, states, accounts, tray, waiting, signature_mismatch] = await Promise.all([
      import("../../../notify/outcome-words.ts"),
      textsToday(services),
      channelStates(services),
      services.channels.accounts(),
      services.conversations.tray(),
      services.jobs.waitingSends(),
      hasWrongSignatures(services),
    ]);
    const healthOf = (kind: ChannelKind) => {
      const { last_success, trouble } = states.records[kind];
      const state = states[kind];
      const words = {
        not_set_up: kind === "email" ? "Connect your mail server." : "Connect a text provider.",
        ok: okWords(kind, last_success, texts_today),
        failing: outcomeWords(kind, { outcome: "misconfigured", code: trouble?.code ?? "" }),
        paused: pauseWords[states.paused ?? "moved"],
      };
      const isFailing = state === "failing" && trouble !== null;
      return {
        state,
        detail: words[state],
        sender: accounts.sender[kind],
        source: accounts[kind === "email" ? "smtp" : "twilio"].source ?? null,
        since: isFailing ? trouble.since : null,
        code: isFailing ? trouble.code : null,
        last_success,
        waiting: waiting[kind],
        parked: tray.filter(({ via }) => via === kind).length,
      };
    };
    const { paused } = states;
    return c.json({ text: healthOf("text"), email: healthOf("email"), texts_today, paused, signature_mismatch }, 200);
  },
);

const okWords = (
  kind: ChannelKind,
  lastSuccess: string | null,
  { used, limit }: { used: number; limit: number },
): string => {
  if (kind === "text" && limit === 0) return "No texts go out by themselves: the limit of a day is 0.";
  if (kind === "text" && used >= limit)
    return `Today's ${limit} texts are used up, so messages go by email until midnight. Raise the limit if your customers need more.`;
  return lastSuccess === null ? "Connected. Send yourself a test." : "Messages go out.";
};

const textsToday = async ({ settings, messageSettings, counters, clock }: Services) => {
  const [business, messages] = await Promise.all([settings.read(), messageSettings.read()]);
  return await textsOfDay(counters, { settings: business, messages, now: clock.now() });
};
