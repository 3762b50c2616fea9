import { recordAudit } from "../../audit.ts";
import { json, optionalBody } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { resumed, resumeInput } from "../../schema/message-health.ts";

export const resumeMessages = defineRoute(
  "resumeMessages",
  { roles: ["owner"], scope: null },
  {
    summary: "Let this store send messages",
    description:
      "For a store that is paused because it is a copy, or because it moved. Turn the original off first, or customers get messages twice. What was queued during the pause is listed and not sent: send each one again that should still go out.",
    request: { body: optionalBody(resumeInput) },
    responses: { 200: json(resumed, "What was not sent, and whether messages are still paused") },
  },
  (services) => async (c) => {
    const { channels, conversations } = services;
    const { preview } = c.req.valid("json");
    if (!preview && (await channels.read()).paused !== null) {
      await channels.goLive();
      await recordAudit(services, c, { what: "settings_changed", fields: ["messages.live_for"] });
    }
    const [{ paused }, tray] = await Promise.all([channels.read(), conversations.tray()]);
    const unsent = tray.map(({ message, at, name, via, event, job }) => ({ id: message, at, name, via, event, job }));
    return c.json({ paused, unsent }, 200);
  },
);
