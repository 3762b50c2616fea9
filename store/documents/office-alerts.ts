import type { OfficeEvent } from "../../domain/message/event.ts";
import {
  admitAlert,
  closeHour,
  noAlerts,
  noticeUnsent,
  settleNotice,
  type Failing,
  type OfficeAlerts,
} from "../../domain/message/office-alerts.ts";
import type { OfficeAlertStore } from "../office-alert-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

/** One object. A change that is applied twice does no harm, because alerts and notices have ids. */
export class OfficeAlertObject implements OfficeAlertStore {
  readonly #objects: JsonObjects;

  constructor(objects: JsonObjects) {
    this.#objects = objects;
  }

  admit(alert: { id: string; event: OfficeEvent }, now: number): Promise<"now" | "held"> {
    return this.#change((before) => {
      const { alerts, how } = admitAlert(before, alert, now);
      return { alerts, result: how };
    });
  }

  notice(unsent: { messages: readonly string[]; failing: Failing }, now: number): Promise<OfficeAlerts["waiting"]> {
    return this.#change((before) => {
      const alerts = noticeUnsent(closeHour(before, now), unsent, now);
      return { alerts, result: alerts.waiting };
    });
  }

  async settle(id: string, again: { not_before: number; failed: boolean } | null): Promise<void> {
    await this.#change((before) => ({ alerts: settleNotice(before, id, again), result: null }));
  }

  async #change<Result>(apply: (alerts: OfficeAlerts) => { alerts: OfficeAlerts; result: Result }): Promise<Result> {
    return await this.#objects.change<OfficeAlerts, Result>(documentKeys.officeAlerts, (stored) => {
      const { alerts, result } = apply(stored ?? noAlerts);
      return { value: stored === null && alerts === noAlerts ? null : alerts, result };
    });
  }
}
