import { instantOf } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { momentIn } from "../../../domain/moment.ts";
import { readyByCustomer } from "../../../domain/ready.ts";
import { withAlternatives } from "../../alternatives.ts";
import { readVisitTime } from "../../booking.ts";
import { idempotencyHeader, optionalBody } from "../../description.ts";
import { visitOnOtherDay } from "../../other-days.ts";
import { defineRoute } from "../../route.ts";
import { readyInput } from "../../schema/tracking.ts";
import { changeTrackedJob, jobByToken, trackedJobResponses } from "../../tracked-job.ts";

export const readyForPickup = defineRoute(
  "readyForPickup",
  "tracking",
  {
    summary: "Report that the load is ready for pickup",
    description:
      "A day schedules the pickup. A day after the last paid one is refused, unless the equipment is overdue.",
    request: { headers: idempotencyHeader, body: optionalBody(readyInput) },
    responses: trackedJobResponses("window_full", "equipment_unavailable", "use_extend"),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const before = await jobByToken(services, c.req.header("authorization"), settings);
    const { day, window } = await readVisitTime({ jobs: services.jobs, settings, nowMs }, body);
    const today = momentIn(settings.business.time_zone, instantOf(nowMs));
    const on = (other: Day) => readyByCustomer(before, { day: other, window: null }, today);
    const change = visitOnOtherDay(before, { kind: "pickup" }, day, on);
    const job = await withAlternatives({ jobs: services.jobs, settings, nowMs, change }, () =>
      changeTrackedJob(services, c, { name: "readyForPickup", body }, () => (now, at) => {
        const ready = { note: body.note, day, window };
        return readyByCustomer(now, ready, momentIn(settings.business.time_zone, at));
      }),
    );
    return c.json(job, 200);
  },
);
