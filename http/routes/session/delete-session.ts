import { defineRoute } from "../../route.ts";
import { dropSessionCookie, readSessionCookie } from "../../session/cookie.ts";

export const deleteSession = defineRoute(
  "deleteSession",
  "same_origin",
  {
    summary: "Sign out",
    responses: {
      204: { description: "Signed out. Also the response if no one was signed in." },
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
