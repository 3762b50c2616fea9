import { z } from "@hono/zod-openapi";
import { alertsOf } from "../../../domain/message/alerts.ts";
import type { Settings } from "../../../domain/settings.ts";
import type { User } from "../../../domain/user.ts";
import { json } from "../../description.ts";
import { principalOf } from "../../authorize.ts";
import { defineRoute, staff } from "../../route.ts";
import { person } from "../../schema/person.ts";

export const listUsers = defineRoute(
  "listUsers",
  { roles: staff, scope: null },
  {
    summary: "List people",
    responses: {
      200: json(z.object({ items: z.array(person), next_cursor: z.null() }), "All people who can sign in"),
    },
  },
  ({ people, settings, sessions }) =>
    async (c) => {
      const [{ users }, { business }] = await Promise.all([people.read(), settings.read()]);
      // Only owners see on how many devices a person is signed in.
      if (principalOf(c).role !== "owner")
        return c.json({ items: users.map((user) => personOf(user, business)), next_cursor: null }, 200);
      const signedIn = await sessions.ofAll(users);
      const items = users.map((user) => ({ ...personOf(user, business), ...(signedIn.get(user.id) ?? nowhere) }));
      return c.json({ items, next_cursor: null }, 200);
    },
);

const nowhere = { devices: 0, last_seen_at: null };

/** Passwords are write-only. */
export const personOf = (user: User, { language }: Settings["business"]) => {
  const { id, name, login, role, crew, created_at, phone, email } = user;
  return {
    id,
    name,
    login,
    role,
    crew,
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    language: user.language ?? language,
    alerts: alertsOf(user),
    created_at,
  };
};
