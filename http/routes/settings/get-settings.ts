import { settingsView } from "../../../projection/settings-view.ts";
import { json, problemResponses } from "../../answer.ts";
import { defineRoute, staff } from "../../route.ts";
import { settings } from "../../schema/settings.ts";

export const getSettings = defineRoute(
  "getSettings",
  staff,
  {
    summary: "How the business works",
    responses: {
      200: json(settings, "The settings"),
      ...problemResponses("sign_in_required", "role_not_allowed", "store_unavailable"),
    },
  },
  ({ settings: store }) =>
    async (c) => {
      const found = await store.read();
      c.header("ETag", `"${found.rev}"`);
      return c.json(settingsView(found), 200);
    },
);
