import { defineRoute } from "../../route.ts";
import { dropSessionCookie, readSessionCookie } from "../../session/cookie.ts";

export const deleteSession = defineRoute(
  "deleteSession",
  "same_origin",
  {
    summary: "Sign out",
    responses: {
      204: { description: "Signed out; nobody was, if nobody was signed in" },
    },
  },
  ({ sessions, urls }) =>
    async (c) => {
      const secret = readSessionCookie(c, urls.dashboard);
      if (secret !== undefined) await sessions.end(secret);
      dropSessionCookie(c, urls.dashboard);
      return c.body(null, 204);
    },
);
