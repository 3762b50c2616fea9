import { z } from "@hono/zod-openapi";
import { instantOf } from "../../../domain/clock.ts";
import { addDays, type Day } from "../../../domain/day.ts";
import type { ConversationId } from "../../../domain/message/conversation.ts";
import { listedMessage, type ListedMessage } from "../../../projection/conversation-view.ts";
import { printCursor, readCursor } from "../../cursor.ts";
import { json } from "../../description.ts";
import { addressOf } from "../../inbox/address-of.ts";
import { defineRoute, staff } from "../../route.ts";
import { day, pageLimit } from "../../schema/field.ts";
import { messagePage, messageState } from "../../schema/message.ts";
import type { Services } from "../../services.ts";

const query = z.strictObject({
  limit: pageLimit.default(50),
  cursor: z.string().max(200).optional(),
  state: messageState.optional().openapi({ description: "Left out: those that were not sent, and wait for a person." }),
  day: day.optional().openapi({ description: "A day in UTC. Left out with a state: the last 14 days." }),
});

export const listMessages = defineRoute(
  "listMessages",
  { roles: staff, scope: "messages:read" },
  {
    summary: "List messages that were not sent, or those of a day",
    request: { query },
    responses: { 200: json(messagePage, "A page of messages, the newest first") },
  },
  (services) => async (c) => {
    const { limit, cursor, state, day: chosen } = c.req.valid("query");
    const after = cursor === undefined ? null : readCursor(cursor, orderShape);
    const items: ListedMessage[] = [];
    // One more than the page, so that the answer knows whether there are more.
    for await (const ref of refsOf(services, { state, day: chosen })) {
      if (after !== null && orderOf(ref) >= after) continue;
      const found = await read(services, ref);
      if (found === null || (state !== undefined && found.state !== state)) continue;
      items.push(found);
      if (items.length > limit) break;
    }
    const page = items.slice(0, limit);
    const last = page.at(-1);
    const next =
      last === undefined || items.length <= limit ? null : printCursor(orderOf({ at: last.at, message: last.id }));
    return c.json({ items: page, next_cursor: next }, 200);
  },
);

interface Ref {
  message: string;
  conversation: ConversationId;
  at: string;
}

/** Yields where the wanted messages are, the newest first. */
async function* refsOf(
  { conversations, clock }: Services,
  { state, day: chosen }: { state: string | undefined; day: Day | undefined },
): AsyncGenerator<Ref> {
  if (chosen === undefined && (state === undefined || state === "parked")) {
    yield* newestFirst(await conversations.tray());
    return;
  }
  const today = instantOf(clock.now()).slice(0, 10);
  const days = chosen === undefined ? Array.from({ length: 14 }, (_, back) => addDays(today, -back)) : [chosen];
  for (const one of days) yield* newestFirst(await conversations.sentOn(one));
}

const newestFirst = <T extends Ref>(refs: readonly T[]): T[] =>
  refs.toSorted((one, other) => (orderOf(one) < orderOf(other) ? 1 : -1));

const read = async (services: Services, { message: id, conversation: key }: Ref): Promise<ListedMessage | null> => {
  const { conversations } = services;
  const conversation = await conversations.find(key);
  const message = conversation?.messages.find((one) => one.id === id) ?? (await conversations.message(key, id));
  if (conversation === null || message === null) return null;
  return listedMessage(message, conversation, await addressOf(services, message, conversation));
};

const orderOf = ({ at, message }: Pick<Ref, "at" | "message">): string => `${at} ${message}`;
const orderShape = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z [\w-]{1,80}$/;
