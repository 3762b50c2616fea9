import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { maybeSession } from "../../schema/person.ts";
import { readSessionCookie } from "../../session/cookie.ts";
import { meOf } from "./create-session.ts";

export const getSession = defineRoute(
  "getSession",
  "public",
  {
    summary: "Get the signed-in person",
    responses: { 200: json(maybeSession, "The signed-in person, or null") },
  },
  ({ sessions, urls }) =>
    async (c) => {
      const secret = readSessionCookie(c, urls.dashboard);
      const user = secret === undefined ? null : await sessions.find(secret);
      return c.json(user === null ? { user: null } : { user: meOf(user), site_url: urls.site }, 200);
    },
);
