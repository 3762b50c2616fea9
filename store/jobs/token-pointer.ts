import { instantOf, type Clock } from "../../domain/clock.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Token } from "../../domain/token.ts";
import { OutcomeUnknown } from "../job-store.ts";
import { jobIdOf, lookupOf } from "../job-token.ts";
import { keys } from "../keys.ts";
import type { ObjectStore, PutCondition, Version } from "../port/object-store.ts";
import { putJson, readJson } from "./json-object.ts";

/** `tokens/<lookup>`: the job of an imported token, which contains no id. The job may not exist, or have another token. */
export interface TokenPointer {
  job: JobId;
  /** When it was put: the job of a recent one may be about to be created. */
  at: string;
}

const pointerKey = (token: Token): string => keys.token(lookupOf(token));

export const readPointer = (
  objects: ObjectStore,
  token: Token,
): Promise<{ value: TokenPointer; version: Version } | null> => readJson<TokenPointer>(objects, pointerKey(token));

/** Points a token to a job, unless it has a pointer already. Returns the pointer that is stored at the end. */
export const settlePointer = async (
  { objects, clock }: { objects: ObjectStore; clock: Clock },
  { id, token }: { id: JobId; token: Token },
  condition: PutCondition = "absent",
): Promise<TokenPointer> => {
  const pointer: TokenPointer = { job: id, at: instantOf(clock.now()) };
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const put = await putJson(objects, pointerKey(token), pointer, condition);
    if (put.outcome === "stored") return pointer;
    const there = await readPointer(objects, token);
    if (there !== null) return there.value;
  }
  throw new OutcomeUnknown(new Error("The pointer of a token could not be put"));
};

/** Puts the pointer that a token needs to find its job: none if it contains the job's id. */
export const pointToJob = async (
  context: { objects: ObjectStore; clock: Clock },
  { id, token }: { id: JobId; token: Token },
): Promise<void> => {
  if (jobIdOf(token) === id) return;
  const { job } = await settlePointer(context, { id, token });
  if (job === id) return;
  // The job is the authority, so a pointer that an interrupted import left is replaced.
  const there = await readPointer(context.objects, token);
  if (there !== null) await settlePointer(context, { id, token }, { version: there.version });
};

/** Deletes the pointers of a job that is being removed. */
export const deletePointers = async (objects: ObjectStore, lookups: readonly string[]): Promise<void> => {
  await Promise.all(lookups.map((lookup) => objects.delete(keys.token(lookup))));
};

const maxAttempts = 10;
