import { settingsView } from "../../../projection/settings-view.ts";
import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { settings } from "../../schema/settings.ts";

export const getSettings = defineRoute(
  "getSettings",
  { roles: staff, scope: "settings:read" },
  {
    summary: "Get the settings",
    responses: {
      200: json(settings, "The settings"),
    },
  },
  ({ settings: store }) =>
    async (c) => {
      const settings = await store.read();
      c.header("ETag", `"${settings.rev}"`);
      return c.json(settingsView(settings), 200);
    },
);
