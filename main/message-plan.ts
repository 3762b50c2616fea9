import { eventTypesOf } from "../domain/webhook/event-type.ts";
import { planChange } from "../notify/plan.ts";
import type { Plan } from "../store/job-store.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import type { WebhookStore } from "../store/webhook-store.ts";

/** Plans what each change of a job tells people and other systems. */
export const messagePlan = ({
  settings,
  webhooks,
}: {
  settings: Pick<SettingsStore, "read">;
  webhooks: Pick<WebhookStore, "wanted">;
}): Plan => ({
  prepare: async () => {
    const [{ business }, wanted] = await Promise.all([settings.read(), webhooks.wanted()]);
    return (change) =>
      planChange(change, {
        zone: business.time_zone,
        hookTypes: ({ job }) => {
          const entry = job.history.at(-1);
          return entry === undefined ? [] : eventTypesOf(entry).filter((type) => wanted.has(type));
        },
      });
  },
});
