import type { Instant } from "../domain/clock.ts";
import type { People } from "../domain/user.ts";

/** The people who may sign in, and their sessions. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does. */
export interface PeopleStore {
  read(): Promise<People & { rev: number }>;
  /** Applies a pure change to the newest people. A domain error thrown there passes through. */
  change(apply: (people: People) => People): Promise<People & { rev: number }>;
  /** Stores a session under the hash of its secret, so a person who reads the store cannot use it. */
  openSession(hash: string, session: Session): Promise<void>;
  findSession(hash: string): Promise<Session | null>;
  /** Records the last use. The record may be lost. */
  touchSession(hash: string, at: Instant): Promise<void>;
  endSession(hash: string): Promise<void>;
  /** Keeps this session after its person chose a new password. Sessions opened before `at` end. */
  renewSession(hash: string, at: Instant): Promise<void>;
  /** Returns every stored session, including ended ones. */
  sessions(): Promise<KeptSession[]>;
  /** Deletes sessions last used before `before`. */
  sweepSessions(before: Instant): Promise<void>;
}

export interface Session {
  user: string;
  opened_at: Instant;
  used_at: Instant;
  /** When it was kept through a new password. The session counts as opened then. */
  renewed_at?: Instant;
  /** The device that opened it, such as "Chrome on Linux". Missing in sessions of earlier versions. */
  device?: string;
}

export interface KeptSession extends Session {
  hash: string;
}
