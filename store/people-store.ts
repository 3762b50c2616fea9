import type { Instant } from "../domain/clock.ts";
import type { People } from "../domain/user.ts";

/** Who may sign in, and who is signed in. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does. */
export interface PeopleStore {
  read(): Promise<People & { rev: number }>;
  /** Applies a pure change to the newest; a refusal thrown there passes through. */
  change(apply: (people: People) => People): Promise<People & { rev: number }>;
  /** Sessions lie under the hash of their secret: whoever reads the store can open none. */
  openSession(hash: string, session: Session): Promise<void>;
  findSession(hash: string): Promise<Session | null>;
  /** Notes that it was used; may be lost. */
  touchSession(hash: string, at: Instant): Promise<void>;
  endSession(hash: string): Promise<void>;
  /** The person of this session chose a new password: it stays, and those opened before `at` end. */
  renewSession(hash: string, at: Instant): Promise<void>;
  /** Every session that is kept, also those that have ended. */
  sessions(): Promise<KeptSession[]>;
  /** Forgets sessions last used before `before`. */
  sweepSessions(before: Instant): Promise<void>;
}

export interface Session {
  user: string;
  opened_at: Instant;
  used_at: Instant;
  /** When it outlived a new password of its person; counts as opened then. */
  renewed_at?: Instant;
  /** What it was opened on, in words; not kept by earlier versions. */
  device?: string;
}

export interface KeptSession extends Session {
  hash: string;
}
