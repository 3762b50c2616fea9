import { z } from "@hono/zod-openapi";
import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { crew } from "../../schema/settings.ts";

export const listCrews = defineRoute(
  "listCrews",
  { roles: staff, scope: "settings:read" },
  {
    summary: "List crews",
    responses: {
      200: json(z.object({ items: z.array(crew), next_cursor: z.null() }), "All crews"),
    },
  },
  ({ settings }) =>
    async (c) =>
      c.json({ items: (await settings.read()).crews, next_cursor: null }, 200),
);
