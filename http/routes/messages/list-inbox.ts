import { z } from "@hono/zod-openapi";
import type { InboxEntry } from "../../../domain/message/inbox-entry.ts";
import { listedConversation } from "../../../projection/conversation-view.ts";
import { principalOf } from "../../authorize.ts";
import { printCursor, readCursor } from "../../cursor.ts";
import { json } from "../../description.ts";
import { defineRoute, staff, type Principal } from "../../route.ts";
import { pageLimit, pathId } from "../../schema/field.ts";
import { inboxPage } from "../../schema/message.ts";

const query = z.strictObject({
  limit: pageLimit.default(50),
  cursor: z.string().max(200).optional(),
  state: z.enum(["open", "done"]).optional().openapi({ description: "`open`: needs a reply." }),
  assigned: pathId.optional().openapi({ description: "The id of a user, `me`, or `none`." }),
  q: z.string().max(80).optional().openapi({ description: "Name, phone, or words of the newest message." }),
});

export const listInbox = defineRoute(
  "listInbox",
  { roles: staff, scope: "messages:read" },
  {
    summary: "List conversations",
    request: { query },
    responses: { 200: json(inboxPage, "A page of conversations, the newest message first") },
  },
  ({ conversations }) =>
    async (c) => {
      const { limit, cursor, state, assigned, q = "" } = c.req.valid("query");
      const after = cursor === undefined ? null : readCursor(cursor, orderShape);
      const who = assigned === undefined ? undefined : userOf(assigned, principalOf(c));
      const found = await conversations.inbox({
        ...(state === undefined ? {} : { needs_reply: state === "open" }),
        ...(who === undefined ? {} : { assigned: who }),
        ...(q.trim() === "" ? {} : { q }),
      });
      const rest = found.filter((entry) => after === null || orderOf(entry) < after);
      const page = rest.slice(0, limit);
      const last = page.at(-1);
      const next = last === undefined || rest.length <= limit ? null : printCursor(orderOf(last));
      return c.json({ items: page.map(listedConversation), next_cursor: next }, 200);
    },
);

const userOf = (assigned: string, { user }: Principal): string | null => {
  if (assigned === "none") return null;
  // The terminal has no user, and nothing is assigned to it.
  return assigned === "me" ? (user ?? "") : assigned;
};

const orderOf = ({ at, id }: InboxEntry): string => `${at} ${id}`;
const orderShape = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z [0-9a-f]{32}$/;
