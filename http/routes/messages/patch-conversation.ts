import { invalid } from "../../../domain/domain-error.ts";
import type { ConversationAct } from "../../../domain/message/act-on-conversation.ts";
import { answerOf, conversationNotFound, existingConversation, staleConversation } from "../../inbox/conversation.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { conversation, conversationPatch } from "../../schema/message.ts";
import type { Services } from "../../services.ts";
import { readIfMatch } from "../../staff-job.ts";
import { conversationParams } from "./get-conversation.ts";

export const patchConversation = defineRoute(
  "patchConversation",
  { roles: staff, scope: "messages:write" },
  {
    summary: "Assign a conversation, mark it as answered, or stop texts to its contact",
    request: { params: conversationParams, headers: ifMatchHeader, body: body(conversationPatch) },
    responses: {
      200: json(conversation, "The conversation after the change"),
      ...problemResponses("stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    let current = await existingConversation(services, c.req.valid("param").id);
    const acts = await actsOf(services, c.req.valid("json"), current.assigned);
    if (current.rev !== rev) throw await staleConversation(services, current);
    // Each act is a write of its own, so only the first one can meet a newer version.
    for (const [index, act] of acts.entries()) {
      const done = await services.conversations.act(current.id, act, index === 0 ? { rev } : {});
      if (done === null) throw conversationNotFound();
      if (done.how === "stale") throw await staleConversation(services, done.conversation);
      current = done.conversation;
    }
    return c.json(await answerOf(services, c, current), 200);
  },
);

interface Patch {
  assigned?: string | null | undefined;
  state?: "open" | "done" | undefined;
  do_not_text?: boolean | undefined;
}

const actsOf = async (
  { people }: Services,
  { assigned, state, do_not_text }: Patch,
  before: string | null,
): Promise<ConversationAct[]> => {
  // A person who was removed keeps what they had, and can be given nothing new.
  if (typeof assigned === "string" && assigned !== before) {
    const { users } = await people.read();
    if (!users.some(({ id, role }) => id === assigned && role !== "crew"))
      throw invalid({
        field: "/assigned",
        code: "unknown_user",
        message: "Choose an owner or a dispatcher from the list of people.",
      });
  }
  return [
    ...(assigned === undefined ? [] : [{ do: "assign", user: assigned } as const]),
    ...(state === undefined ? [] : [{ do: state } as const]),
    ...(do_not_text === undefined ? [] : [{ do: "do_not_text", on: do_not_text } as const]),
    // A sentence may be read wrongly. What the customer or the provider said with a keyword stays.
    ...(do_not_text === false ? [{ do: "undo_stop" } as const] : []),
  ];
};
