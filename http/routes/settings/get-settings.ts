import { settingsView } from "../../../projection/settings-view.ts";
import { json, problemResponses } from "../../answer.ts";
import { defineRoute, staff } from "../../route.ts";
import { settings } from "../../schema/settings.ts";

export const getSettings = defineRoute(
  {
    operationId: "get_settings",
    summary: "How the business works",
    method: "get",
    path: "/api/v1/settings",
    responses: {
      200: json(settings, "The settings"),
      ...problemResponses("sign_in_required", "role_not_allowed", "store_unavailable"),
    },
  },
  { origin: "dashboard", access: staff },
  ({ settings: store }) =>
    async (c) => {
      const found = await store.read();
      c.header("ETag", `"${found.rev}"`);
      return c.json(settingsView(found), 200);
    },
);
