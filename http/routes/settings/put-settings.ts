import { pricesInCurrency } from "../../../domain/currency.ts";
import { addDays, dayIn, type Day } from "../../../domain/day.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { changedFields } from "../../../domain/activity.ts";
import { heldDaysAhead } from "../../../domain/rental/held-days.ts";
import { openStops } from "../../../projection/board.ts";
import { settingsView } from "../../../projection/settings-view.ts";
import { UnreadableDocument, type JobStore } from "../../../store/job-store.ts";
import { recordAudit } from "../../audit.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { readSettings } from "../../settings-input.ts";
import { readIfMatch } from "../../staff-job.ts";
import { readPhone } from "../../phone.ts";
import { defineRoute } from "../../route.ts";
import { changedSettings, settingsInput } from "../../schema/settings.ts";

export const putSettings = defineRoute(
  "putSettings",
  { roles: ["owner"], scope: null },
  {
    summary: "Replace the settings",
    description:
      "New hours apply immediately to all days without capacity of their own. Booked visits keep their windows. A new currency changes no price unless `currency_change` says so.",
    request: { headers: ifMatchHeader, body: body(settingsInput) },
    responses: {
      200: json(changedSettings, "The settings after the change"),
      ...problemResponses("stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const { settings: store, jobs, clock } = services;
    const expected = readIfMatch(c.req.header("if-match"));
    const { currency_change: choice, ...wanted } = c.req.valid("json");
    const today = dayIn(wanted.business.time_zone, clock.now());
    const asked = readSettings(wanted, await store.read());
    const last = addDays(today, heldDaysAhead(asked));
    await jobs.assertHours(today, last, asked);
    let fields: string[] = [];
    let closing: Day[] = [];
    const changed = await store.change((now) => {
      if (now.rev !== expected) {
        throw new DomainError(
          "stale",
          "Another person changed the settings since you read them. Check their changes, then save again.",
          {
            facts: { current: settingsView(now) },
          },
        );
      }
      const next = readSettings(wanted, now);
      const { business } = next;
      const { phone } = business;
      const after = {
        ...next,
        business: {
          ...business,
          phone: phone === null || phone === "" ? null : readPhone(phone, next, "/business/phone"),
        },
        ...pricesInCurrency(next, { from: now.business.currency, to: business.currency, choice }),
      };
      fields = changedFields(now, after);
      closing = wanted.closed_days.filter((day) => day >= today && !now.closed_days.includes(day));
      return after;
    });
    if (fields.length > 0) await recordAudit(services, c, { what: "settings_changed", fields });
    await jobs.applyHours(today, last);
    c.header("ETag", `"${changed.rev}"`);
    const closed_with_stops = await stopsOn(jobs, closing);
    return c.json({ ...settingsView(changed), ...(closed_with_stops.length === 0 ? {} : { closed_with_stops }) }, 200);
  },
);

/**
 * Counts the unfinished visits of these days. Skips a day that cannot be read, because the settings are already saved.
 */
const stopsOn = async (jobs: JobStore, days: Day[]): Promise<{ day: Day; stops: number }[]> => {
  const closedDays: { day: Day; stops: number }[] = [];
  for (const day of days) {
    try {
      const stops = openStops((await jobs.board(day)).cards);
      if (stops > 0) closedDays.push({ day, stops });
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
    }
  }
  return closedDays;
};
