import { epochOf, instantAfter, instantOf, type Instant } from "../clock.ts";
import type { TextConsent } from "./contact-choice.ts";
import type { ContactFlags, ConversationHead, OptOut } from "./conversation.ts";
import { withLandline } from "./end-send.ts";

/** What a person or a report changes in a conversation, apart from its messages. */
export type ConversationAct =
  /** No text goes to this contact any more. */
  | { do: "opt_out"; how: OptOut["how"]; text?: string }
  /** The customer agrees to texts. */
  | { do: "consent"; how: TextConsent["how"]; wording?: string; at?: Instant }
  /** A sentence was read as STOP, and the customer did not mean it. Undoes only an opt-out of this kind. */
  | { do: "undo_stop" }
  | { do: "do_not_text"; on: boolean }
  | { do: "landline"; on: boolean }
  /** A text did not reach the phone. Three in 30 days flag the number for 30 days. */
  | { do: "not_reached" }
  | { do: "unsubscribe"; on: boolean }
  | { do: "assign"; user: string | null }
  | { do: "done" }
  | { do: "open" };

/** Returns the conversation after the act. The same object means that nothing changed. */
export const actOn = (head: ConversationHead, act: ConversationAct, now: number): ConversationHead => {
  const change = changeOf(head, act, now);
  return change === null ? head : { ...head, ...change, rev: head.rev + 1 };
};

const changeOf = (
  head: ConversationHead,
  act: ConversationAct,
  now: number,
): Partial<Omit<ConversationHead, "rev">> | null => {
  const { flags } = head;
  switch (act.do) {
    case "opt_out":
      return {
        opt_out: {
          at: laterThan(head.consent, now),
          how: act.how,
          ...(act.text === undefined ? {} : { text: act.text }),
        },
      };
    case "consent":
      return consentAfter(head, act, now);
    case "undo_stop":
      return head.opt_out?.how === "sentence" ? { opt_out: null } : null;
    case "do_not_text":
      return head.do_not_text === act.on ? null : { do_not_text: act.on };
    case "landline":
      return { flags: act.on ? withLandline(flags, now) : without(flags, "landline_until") };
    case "not_reached":
      return { flags: withFailure(flags, now) };
    case "unsubscribe":
      return head.unsubscribed === act.on ? null : { unsubscribed: act.on };
    case "assign":
      return head.assigned === act.user ? null : { assigned: act.user };
    case "done":
      return head.needs_reply || flags.may_cancel === true
        ? { needs_reply: false, alert: null, flags: without(flags, "may_cancel") }
        : null;
    case "open":
      return head.needs_reply ? null : { needs_reply: true };
  }
};

const consentAfter = (
  { consent, opt_out }: ConversationHead,
  { how, wording, at }: { how: TextConsent["how"]; wording?: string; at?: Instant },
  now: number,
): Partial<ConversationHead> | null => {
  // A yes on a form that was filled in before STOP takes no STOP back.
  if (at !== undefined && consent !== null && consent.at >= at) return null;
  const when = at ?? laterThan(opt_out, now);
  return { consent: { at: when, how, ...(wording === undefined ? {} : { wording }) } };
};

/** A clock that was set back must not make the newer of two acts look older. */
const laterThan = (other: { at: Instant } | null, now: number): Instant =>
  other === null ? instantOf(now) : instantAfter(other.at, instantOf(now));

const withFailure = (flags: ContactFlags, now: number): ContactFlags => {
  const recent = (flags.failures ?? []).filter((at) => epochOf(at) > now - month_ms);
  const failures = [...recent, instantOf(now)].slice(-3);
  return failures.length < 3
    ? { ...flags, failures }
    : { ...flags, failures, unreachable_until: instantOf(now + month_ms) };
};

const without = (flags: ContactFlags, name: keyof ContactFlags): ContactFlags => {
  const { [name]: _, ...rest } = flags;
  return rest;
};

const month_ms = 30 * 86_400_000;
