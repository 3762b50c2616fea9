import type { ChannelKind } from "../../../domain/message/event.ts";
import { channelStates, hasWrongSignatures, pauseWords } from "../../channel-status.ts";
import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { messageHealth } from "../../schema/message-health.ts";

export const getMessageHealth = defineRoute(
  "getMessageHealth",
  { roles: staff, scope: "settings:read" },
  {
    summary: "Say whether emails and texts go out",
    responses: { 200: json(messageHealth, "The health of both channels") },
  },
  (services) => async (c) => {
    const [{ outcomeWords }, states, accounts, tray, waiting, signature_mismatch] = await Promise.all([
      import("../../../notify/outcome-words.ts"),
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
        ok: last_success === null ? "Connected. Send yourself a test." : "Messages go out.",
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
    return c.json({ text: healthOf("text"), email: healthOf("email"), paused: states.paused, signature_mismatch }, 200);
  },
);
