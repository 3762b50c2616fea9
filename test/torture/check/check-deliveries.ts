import type { Message } from "../../../domain/message/conversation.ts";
import type { Post, Sent, Texted, Violation, ViolationKind } from "./evidence.ts";
import type { KeptMessages } from "./kept-messages.ts";

interface Deliveries {
  texts: Map<string, Texted>;
  posts: Map<string, Post[]>;
  /** The calls of the sender, of all jobs. */
  calls: readonly Sent[];
}

/** Compares what the provider got with what conversations have, and with what customers texted. */
export const checkDeliveries = (kept: KeptMessages, { texts, posts, calls }: Deliveries): Violation[] => {
  const violations = [...kept.violations];
  const violate = (kind: ViolationKind, detail: string, ...evidence: unknown[]): void =>
    void violations.push({ kind, job: null, detail, evidence });
  const { messages } = kept;
  const callsOf = Map.groupBy(calls, ({ message }) => message);
  const stops = Map.groupBy(texts.values(), ({ phone }) => phone);
  for (const [id, { until, what }] of texts)
    if (until !== null && !messages.has(id)) violate("message lost", `${what} ${id} was confirmed`, texts.get(id));
  for (const [id, { message, begun }] of messages) {
    if (message.dir === "in") continue;
    const own = posts.get(id) ?? [];
    if (!final.has(message.state)) violate("message lost", `${id} ended as ${message.state}`, message, own);
    if (own.length > begun) violate("told wrong state", `${own.length} calls of ${id}, begun ${begun} times`, message);
    checkState(message, own, violate);
  }
  for (const [id, own] of posts) {
    const called = callsOf.get(id) ?? [];
    if (!messages.has(id)) violate("message without cause", `the provider got ${id}`, ...own);
    checkRepeats(id, own, called, violate);
    for (const post of own) checkStop(post, { called, stops: stops.get(post.to) ?? [], violate });
  }
  return violations;
};

type Violate = (kind: ViolationKind, detail: string, ...evidence: unknown[]) => void;

const final = new Set(["sent", "delivered", "undelivered", "failed", "withdrawn", "expired", "parked"]);

const checkState = (message: Message, own: Post[], violate: Violate): void => {
  const accepted = own.some((post) => post.accepted);
  const isSent = message.state === "sent" || message.state === "delivered";
  // A person sees that these may have gone out.
  const isDoubted = message.doubt !== undefined || message.code === "may_have_gone_out";
  if (isSent !== accepted && !(accepted && isDoubted))
    violate("told wrong state", `${message.id} is ${message.state}`, message, ...own);
};

/** A message goes out once more only if nothing said that it had gone out. */
const checkRepeats = (id: string, own: Post[], called: readonly Sent[], violate: Violate): void => {
  const [first, second, third] = own.filter((post) => post.accepted);
  if (first === undefined || second === undefined) return;
  const again = callOf(second, called);
  const known = called.filter(({ ended }) => ended?.how === "sent" && ended.t > first.t && ended.t < (again?.t ?? 0));
  if (third !== undefined || known.length > 0)
    violate("message twice", `the provider accepted ${id} again`, ...own, ...known);
};

/** The earliest call that was open then. With clocks that are wrong by hours, two processes may send one message. */
const callOf = ({ t }: Post, called: readonly Sent[]): Sent | undefined =>
  called.find((call) => call.t <= t && t <= (call.ended?.t ?? call.t + 60_000_000));

/** A call that began after STOP was confirmed, and no START since, must not reach the provider. */
const checkStop = (
  post: Post,
  { called, stops, violate }: { called: readonly Sent[]; stops: readonly Texted[]; violate: Violate },
): void => {
  const call = callOf(post, called);
  if (call === undefined) return;
  const isOver = ({ t }: Texted): boolean =>
    stops.some((other) => other.what === "START" && other.t < post.t && (other.until ?? Infinity) > t);
  const stop = stops.find((one) => one.what === "STOP" && (one.until ?? Infinity) < call.t && !isOver(one));
  if (stop !== undefined) violate("text after STOP", `${post.message} went to ${post.to}`, stop, call, post);
};
