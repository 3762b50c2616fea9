import { changedFields } from "../../../domain/activity.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { messageSettingsView } from "../../../projection/message-settings-view.ts";
import { recordAudit } from "../../audit.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { readPhone } from "../../phone.ts";
import { defineRoute } from "../../route.ts";
import { messageSettings, messageSettingsInput } from "../../schema/message-settings.ts";
import { readIfMatch } from "../../staff-job.ts";

export const putMessageSettings = defineRoute(
  "putMessageSettings",
  { roles: ["owner"], scope: null },
  {
    summary: "Replace how messages are sent",
    description: "The next message uses the change. The words of messages and the secrets have calls of their own.",
    request: { headers: ifMatchHeader, body: body(messageSettingsInput) },
    responses: {
      200: json(messageSettings, "The message settings after the change"),
      ...problemResponses("stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const { messageSettings: store, settings } = services;
    const expected = readIfMatch(c.req.header("if-match"));
    const wanted = c.req.valid("json");
    const from = wanted.twilio?.from ?? null;
    const twilio =
      wanted.twilio === null
        ? null
        : { ...wanted.twilio, from: from === null ? null : readPhone(from, await settings.read(), "/twilio/from") };
    let fields: string[] = [];
    const changed = await store.change((now, rev) => {
      if (rev !== expected)
        throw new DomainError(
          "stale",
          "Another person changed the message settings since you read them. Check their changes, then save again.",
          { facts: { current: messageSettingsView({ ...now, rev }) } },
        );
      const after = { ...now, ...wanted, twilio };
      fields = changedFields({ messages: now }, { messages: after });
      return after;
    });
    if (fields.length > 0) await recordAudit(services, c, { what: "settings_changed", fields });
    c.header("ETag", `"${changed.rev}"`);
    return c.json(messageSettingsView(changed), 200);
  },
);
