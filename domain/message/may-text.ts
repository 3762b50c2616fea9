import { epochOf } from "../clock.ts";
import type { ConversationHead } from "./conversation.ts";

/**
 * What a text rests on. `notice`: the customer's yes. `reply`: also a text that they sent, because it asks for an answer.
 * `alert`: the wish of a person of the office. `keyword`: the one answer that carriers expect, also after STOP.
 */
export type TextBasis = "notice" | "reply" | "alert" | "keyword";

/** Why no text may go to a contact. */
export type TextBar = "opted_out" | "do_not_text" | "landline" | "unreachable" | "no_consent";

/**
 * Returns why no text may go to this contact now; null if one may. A yes counts if it is newer than the last STOP. The
 * store decides this in the write that begins a text, so none begins after a stored STOP.
 */
export const textBar = (
  head: Pick<ConversationHead, "consent" | "opt_out" | "do_not_text" | "flags">,
  { basis, now, hasWritten }: { basis: TextBasis; now: number; hasWritten: boolean },
): TextBar | null => {
  const { consent, do_not_text, flags } = head;
  if (flags.landline_until !== undefined && epochOf(flags.landline_until) > now) return "landline";
  if (basis === "keyword") return null;
  if (do_not_text) return "do_not_text";
  if (isOptedOut(head)) return "opted_out";
  if (flags.unreachable_until !== undefined && epochOf(flags.unreachable_until) > now) return "unreachable";
  const isAsked = consent !== null || basis === "alert" || (basis === "reply" && hasWritten);
  return isAsked ? null : "no_consent";
};

/** True if the customer's yes is missing, or older than the opt-out. */
export const isOptedOut = ({ consent, opt_out }: Pick<ConversationHead, "consent" | "opt_out">): boolean =>
  opt_out !== null && (consent === null || epochOf(consent.at) <= epochOf(opt_out.at));
