import { z } from "@hono/zod-openapi";
import { json } from "../../description.ts";
import { principalOf } from "../../authorize.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { openSession } from "../../schema/person.ts";
import { readSessionCookie } from "../../session/cookie.ts";
import { unknownDevice } from "../../session/device-label.ts";
import { hashOf } from "../../session/sessions.ts";

export const listSessions = defineRoute(
  "listSessions",
  { roles: everyRole, scope: null },
  {
    summary: "List sessions",
    description: "Your own sessions, or those of all people if you are an owner. Sorted by last use, newest first.",
    responses: {
      200: json(z.object({ items: z.array(openSession), next_cursor: z.null() }), "The open sessions"),
    },
  },
  ({ people, sessions, urls }) =>
    async (c) => {
      const { role, user: own } = principalOf(c);
      const { users } = await people.read();
      const shown = role === "owner" ? users : users.filter(({ id }) => id === own);
      const secret = readSessionCookie(c, urls.dashboard);
      const current = secret === undefined ? null : hashOf(secret);
      const items = (await sessions.list(shown)).map(({ id, hash, user, opened_at, used_at, device }) => ({
        id,
        user,
        created_at: opened_at,
        last_seen_at: used_at,
        device: device ?? unknownDevice,
        current: hash === current,
      }));
      return c.json({ items, next_cursor: null }, 200);
    },
);
