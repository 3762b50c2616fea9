import { z } from "@hono/zod-openapi";
import { DomainError } from "../../../domain/domain-error.ts";
import { defineRoute } from "../../route.ts";
import { problemResponses } from "../../description.ts";

export const getCalendarFeed = defineRoute(
  "getCalendarFeed",
  "public",
  {
    summary: "Read a calendar",
    description: "For calendar programs, which have only the address. At most 60 reads an hour.",
    parameters: [{ name: "secret", in: "path", required: true, schema: { type: "string" } }],
    responses: {
      200: { description: "The visits", content: { "text/calendar": { schema: z.string() } } },
      304: { description: "Not changed since the ETag in If-None-Match" },
      ...problemResponses("too_many_requests"),
    },
  },
  ({ calendarFeeds }) =>
    async (c) => {
      // Read from the path, because a parameter with an ending has no name of its own.
      const secret = /\/([A-Za-z0-9_-]{32})\.ics$/.exec(c.req.path)?.[1];
      const feed = secret === undefined ? null : await calendarFeeds.read(secret);
      // The same for an unknown address and a revoked one.
      if (feed === null) throw new DomainError("not_found", "Calendar not found.");
      c.header("Cache-Control", "private, no-cache");
      c.header("ETag", feed.etag);
      if (c.req.header("if-none-match") === feed.etag) return c.body(null, 304);
      return c.body(feed.text, 200, {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="tailboard.ics"',
      });
    },
);
