import { epochOf, instantOf } from "../../domain/clock.ts";
import { atRevision } from "../../domain/history.ts";
import { newJobId, type JobId } from "../../domain/job-id.ts";
import { DomainError } from "../../domain/domain-error.ts";
import type { Token } from "../../domain/token.ts";
import { OutcomeUnknown, type Creation } from "../job-store.ts";
import { lookupOf, newJobToken } from "../job-token.ts";
import { keys } from "../keys.ts";
import type { PutCondition } from "../objects/object-store.ts";
import { encodeText } from "./codec.ts";
import type { Documents } from "./documents.ts";

export interface Identity {
  id: JobId;
  token: Token;
}

export interface Settlement {
  identity: Identity;
  pointed: Promise<void>;
}

/** The id went to another job between settling on it and committing. */
export class IdTaken extends Error {}

/**
 * Settles, before anything is committed, which job a creation stands for. Whoever repeats its idempotency key, or
 * imports its token again, reads it here and finishes **that** job, also on another day. `pointed` resolves when
 * the pointer from the token to the job is there, as it must be before the commit.
 */
export const settleIdentity = async (documents: Documents, creation: Creation): Promise<Settlement> => {
  const settled =
    creation.idempotency === undefined
      ? await freshIdentity(documents, creation)
      : await settleKey(documents, creation, creation.idempotency);
  if (creation.token === undefined) {
    const pointed = point(documents, settled);
    // Awaited before the commit; a creation that is refused before that need not know.
    pointed.catch(() => undefined);
    return { identity: settled, pointed };
  }
  return { identity: await settleToken(documents, settled), pointed: Promise.resolve() };
};

/**
 * Says that a creation was refused: the key may now carry another request, though the same one keeps its identity.
 * Best effort: what stays is taken for work in progress, for a minute.
 */
export const forgetRefused = async (documents: Documents, { hash, request }: Idempotency): Promise<void> => {
  const key = keys.idempotency(hash);
  try {
    for (let attempt = 0; attempt < attemptsToSettle; attempt += 1) {
      const kept = await documents.readNote<Settled>(key);
      if (kept === null || kept.value.request !== request || kept.value.refused) return;
      const refused: Settled = { ...kept.value, refused: true };
      const put = await documents.medium.objects.put(key, encodeText(JSON.stringify(refused)), {
        version: kept.version,
      });
      if (put.outcome === "stored") return;
    }
  } catch (error) {
    documents.medium.report(error);
  }
};

type Idempotency = NonNullable<Creation["idempotency"]>;

export interface Settled extends Identity {
  request: string;
  at: string;
  refused: boolean;
}

/** A key is kept for 24 hours. */
const settleKey = async (
  documents: Documents,
  creation: Creation,
  { hash, request }: Idempotency,
): Promise<Identity> => {
  const { objects, clock } = documents.medium;
  const key = keys.idempotency(hash);
  for (let attempt = 0; attempt < attemptsToSettle; attempt += 1) {
    // Nearly every key is a new one, so it is put before anything is read.
    const kept = attempt === 0 ? null : await documents.readNote<Settled>(key);
    let condition: PutCondition = "absent";
    if (kept !== null) {
      const { value } = kept;
      const age = clock.now() - epochOf(value.at);
      const state = age < keptMs ? await look(documents, value) : "taken";
      if (state !== "taken") {
        if (value.request === request) return { id: value.id, token: value.token };
        if (state === "ours")
          throw new DomainError("idempotency_key_reused", "This Idempotency-Key was used for another request.");
        // Nothing was made of it: it was refused, or somebody crashed, or is making it this moment.
        if (!value.refused && age < inProgressMs) {
          throw new DomainError(
            "idempotency_in_progress",
            "Another request with this Idempotency-Key is being worked on.",
          );
        }
      }
      condition = { version: kept.version };
    }
    const identity = await freshIdentity(documents, creation);
    const settled: Settled = { ...identity, request, at: instantOf(clock.now()), refused: false };
    const put = await objects.put(key, encodeText(JSON.stringify(settled)), condition);
    if (put.outcome === "stored") return identity;
    // Another request with this key came first, or the answer was lost: what lies there now decides.
  }
  throw new OutcomeUnknown(new Error("The idempotency key could not be settled"));
};

/** A token that came from elsewhere and was pointed already stands for that job. */
const settleToken = async (documents: Documents, identity: Identity): Promise<Identity> => {
  const key = tokenKey(identity.token);
  for (let attempt = 0; attempt < attemptsToSettle; attempt += 1) {
    const { job } = await documents.note<Pointer>(key, pointerTo(documents, identity.id));
    if (job === identity.id) return identity;
    const pointed = { ...identity, id: job };
    if ((await look(documents, pointed)) !== "taken") return pointed;
    // It points at another's job, since its own was never made and the id went to that one.
    const there = await documents.readNote<Pointer>(key);
    if (there?.value.job !== job) continue;
    await documents.medium.objects.put(key, encodeText(JSON.stringify(pointerTo(documents, identity.id))), {
      version: there.version,
    });
  }
  throw new OutcomeUnknown(new Error("The token could not be settled"));
};

/** Puts the pointer from a token to its job, before the commit that makes the token known. */
export const point = async (documents: Documents, { id, token }: Identity): Promise<void> => {
  const { job } = await documents.note<Pointer>(tokenKey(token), pointerTo(documents, id));
  if (job !== id) throw new IdTaken();
};

const freshIdentity = async (documents: Documents, { homeDay, token }: Creation): Promise<Identity> => {
  const { random } = documents.medium;
  // Only to roll no id in vain: whether it is free is seen at the commit.
  const { jobs } = await documents.day(homeDay).recent();
  const id = newJobId(homeDay, random, (id) => jobs.has(id));
  return { id, token: token ?? newJobToken(id, random) };
};

/** Whether the job was made (`ours`), never was (`free`), or another has its id (`taken`). */
const look = async (documents: Documents, { id, token }: Identity): Promise<"ours" | "free" | "taken"> => {
  const stored = await documents.job(id);
  if (stored === null) return "free";
  return atRevision(stored.job, 1).tracking_token === token ? "ours" : "taken";
};

/** `tokens/<lookup>`; the job is the authority, so one that dangles is harmless. */
export interface Pointer {
  job: JobId;
  /** When it was put, so that one which dangles can be told from one whose job is being made. */
  at?: string;
}

const pointerTo = (documents: Documents, job: JobId): Pointer => ({
  job,
  at: instantOf(documents.medium.clock.now()),
});

const tokenKey = (token: Token): string => keys.token(lookupOf(token));

const attemptsToSettle = 10;
export const keptMs = 24 * 3_600_000;
/** Longer than any request may take. */
const inProgressMs = 60_000;
