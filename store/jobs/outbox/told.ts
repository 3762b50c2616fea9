import { createHash } from "node:crypto";
import type { StoredJob } from "../day/day-state.ts";

/** Twelve characters are enough to tell apart the keys of one job. */
export const toldHash = (key: string): string => createHash("sha256").update(key).digest("base64url").slice(0, 12);

/** Returns whether a job had a message under this key, or this id, that no change caused. */
export const isTold = ({ told = [] }: Pick<StoredJob, "told">, key: string): boolean => told.includes(toldHash(key));

/** Returns the keys of a job with one more. It remembers the newest 16. */
export const withKey = ({ told = [] }: Pick<StoredJob, "told">, key: string): string[] =>
  [...told, toldHash(key)].slice(-mostKeys);

const mostKeys = 16;
