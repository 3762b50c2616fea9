import { instantOf } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { extendRental as extend } from "../../../domain/extend.ts";
import { momentIn } from "../../../domain/moment.ts";
import { body as jsonBody, idempotencyHeader } from "../../description.ts";
import { withAlternatives } from "../../alternatives.ts";
import { defineRoute } from "../../route.ts";
import { customerExtendInput } from "../../schema/tracking.ts";
import { assertSeenByCustomer, changeTrackedJob, jobByToken, trackedJobResponses, yesOf } from "../../tracked-job.ts";

export const extendRental = defineRoute(
  "extendRental",
  "tracking",
  {
    summary: "Keep the equipment longer",
    description: "Nothing changes without the right `total_cents`. The refusal carries the price.",
    request: { headers: idempotencyHeader, body: jsonBody(customerExtendInput) },
    responses: trackedJobResponses("price_changed", "too_long", "equipment_unavailable"),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const [settings, nowMs] = [await services.settings.read(), services.clock.now()];
    const before = await jobByToken(services, c.req.header("authorization"), settings);
    const { today } = momentIn(settings.business.time_zone, instantOf(nowMs));
    const on = (day: Day) => extend(before, "customer", { until: day, charge: null }, today);
    const other = { before, day: body.until, on, offers: "latest" as const };
    const job = await withAlternatives({ jobs: services.jobs, settings, nowMs, change: other }, () =>
      changeTrackedJob(services, c, { name: "extendRental", body }, () => (now, at) => {
        const change = extend(now, "customer", { until: body.until, charge: yesOf(now, at) }, today);
        assertSeenByCustomer(change.next, settings, body.total_cents);
        return change;
      }),
    );
    return c.json(job, 200);
  },
);
