import { extendRental as extend } from "../../../domain/extend.ts";
import { momentIn } from "../../../domain/moment.ts";
import { body as jsonBody, idempotencyHeader } from "../../description.ts";
import { withLatestDay } from "../../latest-day.ts";
import { defineRoute } from "../../route.ts";
import { customerExtendInput } from "../../schema/tracking.ts";
import { assertSeenByCustomer, changeTrackedJob, trackedJobResponses, yesOf } from "../../tracked-job.ts";

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
    const job = await withLatestDay(() =>
      changeTrackedJob(services, c, { name: "extendRental", body }, (settings) => (now, at) => {
        const { today } = momentIn(settings.business.time_zone, at);
        const change = extend(now, "customer", { until: body.until, charge: yesOf(now, at) }, today);
        assertSeenByCustomer(change.next, settings, body.total_cents);
        return change;
      }),
    );
    return c.json(job, 200);
  },
);
