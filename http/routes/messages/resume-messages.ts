import type { Context } from "hono";
import { DomainError } from "../../../domain/domain-error.ts";
import { recordAudit } from "../../audit.ts";
import { json, optionalBody } from "../../description.ts";
import { sendOnceMore } from "../../inbox/send-once-more.ts";
import { defineRoute, type HttpEnv } from "../../route.ts";
import type { Services } from "../../services.ts";
import { resumed, resumeInput } from "../../schema/message-health.ts";

export const resumeMessages = defineRoute(
  "resumeMessages",
  { roles: ["owner"], scope: null },
  {
    summary: "Let this store send messages",
    description:
      "For a store that is paused because it is a copy, or because it moved. Turn the original off first, or customers get messages twice. What was queued during the pause is listed, and only what `send` names goes out.",
    request: { body: optionalBody(resumeInput) },
    responses: { 200: json(resumed, "What was not sent, and whether messages are still paused") },
  },
  (services) => async (c) => {
    const { channels, conversations } = services;
    const { preview, send } = c.req.valid("json");
    if (!preview && (await channels.read()).paused !== null) {
      await channels.goLive();
      await recordAudit(services, c, { what: "settings_changed", fields: ["messages.live_for"] });
    }
    const { sent, refused } = preview ? { sent: [], refused: [] } : await sendChosen(services, c, send);
    const [{ paused }, tray] = await Promise.all([channels.read(), conversations.tray()]);
    const unsent = tray.map(({ message, at, name, via, event, job }) => ({ id: message, at, name, via, event, job }));
    return c.json({ paused, sent, refused, unsent }, 200);
  },
);

/** Sends the chosen messages that still wait. One that is refused stays in the list, and holds up no other. */
const sendChosen = async (
  services: Services,
  c: Context<HttpEnv>,
  ids: readonly string[],
): Promise<{ sent: string[]; refused: { id: string; code: string }[] }> => {
  const waiting = new Set((await services.conversations.tray()).map(({ message }) => message));
  const sent: string[] = [];
  const refused: { id: string; code: string }[] = [];
  for (const id of new Set(ids)) {
    if (!waiting.has(id)) continue;
    try {
      await sendOnceMore(services, c, { id, key: "resume" });
      sent.push(id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ id, code: error.code });
    }
  }
  return { sent, refused };
};
