import { instantOf } from "../../../domain/clock.ts";
import { freshId, type Random } from "../../../domain/random.ts";
import { effectOf } from "../../../notify/incoming-effect.ts";
import type { ConversationDelivery, ConversationStore } from "../../../store/conversation-store.ts";
import { now_us, type Log } from "../log.ts";
import type { Texting } from "../operation.ts";
import { phoneAt } from "../world.ts";

interface Parts {
  conversations: ConversationStore;
  replies: ConversationDelivery;
  random: Random;
  names: Random;
  log: Log;
  now: () => number;
}

/** A customer texts STOP or START, or the office answers a conversation. True if the store confirmed it. */
export const text = async ({ conversations, replies, random, names, log, now }: Parts): Promise<boolean> => {
  const chance = random.fraction();
  const what: Texting = chance < 0.3 ? "STOP" : chance < 0.6 ? "START" : "reply";
  const contact = { kind: "phone", value: phoneAt(random.fraction()) } as const;
  const id = freshId(names);
  log.write({ k: "text", t: now_us(), id, what, phone: contact.value });
  try {
    if (what === "reply") {
      const key = await conversations.keyOf(contact);
      const by = { kind: "dispatcher", name: "Ana" } as const;
      const { how } = await conversations.reply(key, { id, by, user: "u1", via: "text", text: `Answer ${id}` });
      if (how !== "queued") return false;
      log.write({ k: "texted", t: now_us(), id });
      await conversations.attempt(key, replies);
      return true;
    }
    const { texts, how, may_cancel, needs_reply } = effectOf({ text: what, keyword: null });
    const at = instantOf(now());
    await conversations.receive({ id, contact, at, via: "text", text: what, texts, how, may_cancel, needs_reply });
    log.write({ k: "texted", t: now_us(), id });
    return true;
  } catch {
    return false; // the store is unavailable, or cannot tell
  }
};
