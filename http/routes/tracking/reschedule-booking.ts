import { instantOf } from "../../../domain/clock.ts";
import { nextOpenVisit } from "../../../domain/job.ts";
import { moveByCustomer } from "../../../domain/move.ts";
import { momentIn } from "../../../domain/moment.ts";
import { rescheduleByCustomer } from "../../../domain/reschedule.ts";
import { withAlternatives } from "../../alternatives.ts";
import { assertInTime, assertKnownWindow } from "../../booking.ts";
import { body as jsonBody, idempotencyHeader } from "../../description.ts";
import { visitOnOtherDay } from "../../other-days.ts";
import { defineRoute } from "../../route.ts";
import { rescheduleInput } from "../../schema/tracking.ts";
import { assertSeenByCustomer, changeTrackedJob, jobByToken, trackedJobResponses, yesOf } from "../../tracked-job.ts";

export const rescheduleBooking = defineRoute(
  "rescheduleBooking",
  "tracking",
  {
    summary: "Move a booking before the cut-off",
    description: "A day with other surcharges needs the new total. Without it, nothing changes.",
    request: { headers: idempotencyHeader, body: jsonBody(rescheduleInput) },
    responses: trackedJobResponses(
      "window_full",
      "equipment_unavailable",
      "cutoff_passed",
      "price_changed",
      "use_extend",
    ),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const { day, window } = body;
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    // First, so that a caller without a valid link does not learn which windows exist.
    const before = await jobByToken(services, c.req.header("authorization"), settings);
    const visit = nextOpenVisit(before);
    const today = momentIn(settings.business.time_zone, instantOf(nowMs));
    const other =
      visit === null ? null : visitOnOtherDay(before, visit, day, (on) => moveByCustomer(before, on, window, today));
    const job = await withAlternatives({ jobs: services.jobs, settings, nowMs, change: other }, async () => {
      await assertKnownWindow(services.jobs, settings, day, window);
      return await changeTrackedJob(services, c, { name: "rescheduleBooking", body }, () => (now, at) => {
        const moment = momentIn(settings.business.time_zone, at);
        const change = rescheduleByCustomer(now, { day, window }, { settings, ...yesOf(now, at) }, moment);
        if (change === "unchanged") return change;
        assertInTime(settings, day, window, nowMs);
        if (change.next.pricing !== now.pricing || body.total_cents !== undefined) {
          assertSeenByCustomer(change.next, settings, body.total_cents);
        }
        return change;
      });
    });
    return c.json(job, 200);
  },
);
