import { beforeCutoff, moveByCustomer } from "../../../domain/move.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../answer.ts";
import { assertInTime, assertKnownWindow, withAlternatives } from "../../booking.ts";
import { defineRoute } from "../../route.ts";
import { rescheduleInput, trackedJob } from "../../schema/tracking.ts";
import { actOnTracked, jobByToken } from "../../tracked.ts";

export const rescheduleBooking = defineRoute(
  "rescheduleBooking",
  "tracking",
  {
    summary: "Move to another day or window, before the cut-off",
    request: { headers: idempotencyHeader, body: body(rescheduleInput) },
    responses: {
      200: json(trackedJob, "The tracked job as it is now"),
      ...problemResponses(
        "token_required",
        "tracking_not_found",
        "window_full",
        "transition_not_allowed",
        "cutoff_passed",
        "invalid",
        "store_unavailable",
      ),
    },
  },
  (services) => async (c) => {
    const { day, window } = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const move = () =>
      actOnTracked(
        services,
        c,
        {
          operation: "reschedule_booking",
          body: { day, window },
          key: c.req.valid("header")["idempotency-key"],
        },
        () => (job, at) => {
          const change = moveByCustomer(job, day, window);
          if (change === "unchanged") return change;
          beforeCutoff(job, settings, at);
          assertInTime(settings, day, window, nowMs);
          return change;
        },
      );
    // Only a holder of the link is told which windows there are.
    const tracked = await withAlternatives({ jobs: services.jobs, settings, nowMs }, async () => {
      await jobByToken(services, c.req.header("authorization"), settings);
      await assertKnownWindow(services.jobs, settings, day, window);
      return await move();
    });
    return c.json(tracked, 200);
  },
);
