import { settingsView } from "../../../projection/settings-view.ts";
import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { settings } from "../../schema/settings.ts";

export const getSettings = defineRoute(
  "getSettings",
  staff,
  {
    summary: "How the business works",
    responses: {
      200: json(settings, "The settings"),
    },
  },
  ({ settings: store }) =>
    async (c) => {
      const found = await store.read();
      c.header("ETag", `"${found.rev}"`);
      return c.json(settingsView(found), 200);
    },
);
