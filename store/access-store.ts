import type { Access } from "../domain/access/access.ts";
import type { Instant } from "../domain/clock.ts";

/** The secrets that let programs in. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does. */
export interface AccessStore {
  read(): Promise<Access & { rev: number }>;
  /** Applies a pure change to the newest document. A domain error thrown there passes through. */
  change(apply: (access: Access) => Access): Promise<Access & { rev: number }>;
  /** Returns when each was last used, by its id. At most an hour behind. */
  lastUses(): Promise<Record<string, Instant>>;
  /** Records a use. The record may be lost. */
  noteUse(id: string, at: Instant): Promise<void>;
}
