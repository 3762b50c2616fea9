import type { OfficeEvent } from "../domain/message/event.ts";
import type { Failing, OfficeAlerts } from "../domain/message/office-alerts.ts";

/** Which alerts of the office go out, and which wait: see `domain/message/office-alerts.ts`. No backup contains it. */
export interface OfficeAlertStore {
  /** Decides whether an alert goes out at `now`, or the digest of its hour counts it. */
  admit(alert: { id: string; event: OfficeEvent }, now: number): Promise<"now" | "held">;
  /** Ends an hour that is over, adds a notice about what was not sent, and returns everything that waits. */
  notice(unsent: { messages: readonly string[]; failing: Failing }, now: number): Promise<OfficeAlerts["waiting"]>;
  /** Removes a notice that is over, or sets when it is tried again. */
  settle(id: string, again: { not_before: number; failed: boolean } | null): Promise<void>;
}
