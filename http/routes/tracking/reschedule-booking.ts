import { beforeCutoff, moveByCustomer } from "../../../domain/move.ts";
import { assertInTime, assertKnownWindow, withAlternatives } from "../../booking.ts";
import { momentIn } from "../../../domain/moment.ts";
import { body, idempotencyHeader } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { rescheduleInput } from "../../schema/tracking.ts";
import { changeTrackedJob, jobByToken, trackedJobResponses } from "../../tracked-job.ts";

export const rescheduleBooking = defineRoute(
  "rescheduleBooking",
  "tracking",
  {
    summary: "Move a booking before the cut-off",
    request: { headers: idempotencyHeader, body: body(rescheduleInput) },
    responses: trackedJobResponses("window_full", "cutoff_passed"),
  },
  (services) => async (c) => {
    const { day, window } = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const job = await withAlternatives({ jobs: services.jobs, settings, nowMs }, async () => {
      // First, so that a caller without a valid link does not learn which windows exist.
      await jobByToken(services, c.req.header("authorization"), settings);
      await assertKnownWindow(services.jobs, settings, day, window);
      return await changeTrackedJob(
        services,
        c,
        { name: "rescheduleBooking", body: { day, window } },
        () => (now, at) => {
          const change = moveByCustomer(now, day, window, momentIn(settings.business.time_zone, at));
          if (change === "unchanged") return change;
          beforeCutoff(now, settings, at);
          assertInTime(settings, day, window, nowMs);
          return change;
        },
      );
    });
    return c.json(job, 200);
  },
);
