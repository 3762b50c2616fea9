import { epochOf, instantOf, type Clock } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import { DomainError } from "../../domain/domain-error.ts";
import { atRevision } from "../../domain/history.ts";
import { newJobId, type JobId } from "../../domain/job-id.ts";
import type { Random } from "../../domain/random.ts";
import type { Token } from "../../domain/token.ts";
import { OutcomeUnknown, type Creation } from "../job-store.ts";
import { newJobToken } from "../job-token.ts";
import { keys } from "../keys.ts";
import type { ObjectStore, PutCondition } from "../port/object-store.ts";
import type { DayLogs } from "./day-logs.ts";
import { readJson, putJson } from "./json-object.ts";
import { findJob } from "./read-days.ts";
import { readPointer, settlePointer } from "./token-pointer.ts";

export interface Identity {
  id: JobId;
  token: Token;
}

export interface IdentityContext {
  objects: ObjectStore;
  days: Pick<DayLogs, "day" | "state">;
  clock: Clock;
  random: Random;
  report: (error: unknown) => void;
}

/** Makes an id that no job of the day has, and a token that contains it. An imported link keeps its token. */
export const newIdentity = (
  day: Day,
  { random, taken, token }: { random: Random; taken: (id: JobId) => boolean; token?: Token | undefined },
): Identity => {
  const id = newJobId(day, random, taken);
  return { id, token: token ?? newJobToken(id, random) };
};

/**
 * Settles, before the commit, which job a creation stands for. A caller that repeats an idempotency key, or imports a
 * token again, finds the identity here and finishes that job, also on another day. Null for a creation without either:
 * its identity is made in the decision that commits it.
 */
export const settleIdentity = async (context: IdentityContext, creation: Creation): Promise<Identity | null> => {
  const { idempotency, token } = creation;
  if (idempotency === undefined && token === undefined) return null;
  const identity =
    idempotency === undefined ? freshIdentity(context, creation) : await settleKey(context, creation, idempotency);
  return token === undefined ? identity : await settleToken(context, identity);
};

/**
 * Records that a creation was refused: its key may then carry another request, and the same request keeps its identity.
 * After a failure the key counts as work in progress for a minute.
 */
export const releaseRefusedKey = async (
  { objects, report }: IdentityContext,
  { hash, request }: Idempotency,
): Promise<void> => {
  const key = keys.idempotency(hash);
  try {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const kept = await readJson<SettledKey>(objects, key);
      if (kept === null || kept.value.request !== request || kept.value.refused) return;
      const refused: SettledKey = { ...kept.value, refused: true };
      const put = await putJson(objects, key, refused, { version: kept.version });
      if (put.outcome === "stored") return;
    }
  } catch (error) {
    report(error);
  }
};

type Idempotency = NonNullable<Creation["idempotency"]>;

/** `keys/<hash>`: what an idempotency key stands for. The job may not exist. */
export interface SettledKey extends Identity {
  request: string;
  at: string;
  /** True if the creation was refused, so nothing is in progress. */
  refused: boolean;
}

const settleKey = async (
  context: IdentityContext,
  creation: Creation,
  { hash, request }: Idempotency,
): Promise<Identity> => {
  const { objects, clock } = context;
  const key = keys.idempotency(hash);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    // Nearly every key is new, so it is put before anything is read.
    const kept = attempt === 0 ? null : await readJson<SettledKey>(objects, key);
    let condition: PutCondition = "absent";
    if (kept !== null) {
      const identity = await identityOfKey(context, kept.value, request);
      if (identity !== null) return identity;
      condition = { version: kept.version };
    }
    const identity = freshIdentity(context, creation);
    const settled: SettledKey = { ...identity, request, at: instantOf(clock.now()), refused: false };
    if ((await putJson(objects, key, settled, condition)).outcome === "stored") return identity;
    // Another request with this key came first, or the answer was lost: what is stored now decides.
  }
  throw new OutcomeUnknown(new Error("The idempotency key could not be settled"));
};

/** Returns the identity that a key stands for, null if the key is free again, and refuses another request. */
const identityOfKey = async (context: IdentityContext, kept: SettledKey, request: string): Promise<Identity | null> => {
  const age_ms = context.clock.now() - epochOf(kept.at);
  if (age_ms >= keyLife_ms) return null;
  const job = await jobOf(context, kept);
  if (job === "another") return null;
  if (kept.request === request) return { id: kept.id, token: kept.token };
  if (job === "own")
    throw new DomainError("idempotency_key_reused", "This Idempotency-Key was used for another request.");
  // No job was made of it. It was refused, or its process crashed, or is at work.
  if (!kept.refused && age_ms < inProgress_ms) {
    throw new DomainError("idempotency_in_progress", "Another request with this Idempotency-Key is being worked on.");
  }
  return null;
};

/** An imported token that points to a job already stands for that job. */
const settleToken = async (context: IdentityContext, identity: Identity): Promise<Identity> => {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const { job } = await settlePointer(context, identity);
    if (job === identity.id) return identity;
    const pointed = { ...identity, id: job };
    if ((await jobOf(context, pointed)) !== "another") return pointed;
    // Its own job was never made, and the id went to another one.
    const there = await readPointer(context.objects, identity.token);
    if (there?.value.job === job) await settlePointer(context, identity, { version: there.version });
  }
  throw new OutcomeUnknown(new Error("The token could not be settled"));
};

const freshIdentity = ({ days, random }: IdentityContext, { homeDay, token }: Creation): Identity => {
  // What this process knows makes a taken id unlikely. The commit sees whether it is free.
  const known = days.day(homeDay).known;
  return newIdentity(homeDay, { random, taken: (id) => known?.jobs.has(id) === true, token });
};

/** Whether the job with this id was created with this token, does not exist, or is another one. */
const jobOf = async ({ days }: IdentityContext, { id, token }: Identity): Promise<"own" | "none" | "another"> => {
  const stored = await findJob(days, id);
  if (stored === null) return "none";
  return atRevision(stored.job, 1).tracking_token === token ? "own" : "another";
};

const maxAttempts = 10;
const keyLife_ms = 24 * 3_600_000;
/** Longer than a request may take. */
const inProgress_ms = 60_000;
