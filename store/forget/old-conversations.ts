import { keptSince } from "../../domain/message/forget-messages.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { ConversationId } from "../../domain/message/conversation.ts";
import type { Conversations } from "../documents/conversation/conversations.ts";
import { documentKeys } from "../documents/document-keys.ts";
import type { JsonObjects } from "../documents/json-objects.ts";
import { tolerate } from "../jobs/tolerate.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";

interface Context {
  process: ProcessContext;
  objects: JsonObjects;
  conversations: Conversations;
}

/**
 * Looks at a part of the conversations: those whose last message is 24 months old go, and messages about forgotten jobs
 * that no contact led to, as in the conversation of a person who left the office. Each hour has a part of its own, and 257 is a
 * prime, so that a machine that runs one hour a day comes to each part as well.
 */
export const removeOldMessages = async (context: Context, forgotten: readonly JobId[]): Promise<void> => {
  const { process, objects } = context;
  const part = Math.floor(process.clock.now() / 3_600_000) % parts;
  if (part > 0xff) return;
  const prefix = `${documentKeys.conversations}${part.toString(16).padStart(2, "0")}`;
  const seen = new Set<ConversationId>();
  for await (const key of objects.keysUnder(prefix)) {
    const [, id = ""] = key.split("/");
    if (seen.has(id)) continue;
    seen.add(id);
    await tolerate(process.report, () => removeFrom(context, id, forgotten));
  }
};

const removeFrom = async (
  { process, conversations }: Context,
  id: ConversationId,
  forgotten: readonly JobId[],
): Promise<void> => {
  const isOver = await conversations.removeIfOld(id, keptSince(process.clock.now()));
  const jobs = isOver ? [] : await conversations.jobsIn(id, forgotten);
  if (jobs.length > 0) await conversations.forget(id, { jobs, person: false, with: "office" });
  if (isOver || jobs.length > 0) await conversations.seal([id]);
  await conversations.logs.tidy(id);
};

const parts = 257;
