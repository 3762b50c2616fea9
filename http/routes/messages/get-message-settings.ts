import { messageSettingsView } from "../../../projection/message-settings-view.ts";
import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { messageSettings } from "../../schema/message-settings.ts";

export const getMessageSettings = defineRoute(
  "getMessageSettings",
  { roles: staff, scope: "settings:read" },
  {
    summary: "Get how messages are sent",
    responses: { 200: json(messageSettings, "The message settings") },
  },
  ({ messageSettings: store }) =>
    async (c) => {
      const settings = await store.read();
      c.header("ETag", `"${settings.rev}"`);
      return c.json(messageSettingsView(settings), 200);
    },
);
