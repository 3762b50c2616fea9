import { instantOf } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { momentIn } from "../../../domain/moment.ts";
import { swapByCustomer } from "../../../domain/swap.ts";
import { withAlternatives } from "../../alternatives.ts";
import { readVisitTime } from "../../booking.ts";
import { body as jsonBody, idempotencyHeader } from "../../description.ts";
import { visitOnOtherDay } from "../../other-days.ts";
import { defineRoute } from "../../route.ts";
import { customerSwapInput } from "../../schema/tracking.ts";
import { assertSeenByCustomer, changeTrackedJob, jobByToken, trackedJobResponses, yesOf } from "../../tracked-job.ts";

export const swapEquipment = defineRoute(
  "swapEquipment",
  "tracking",
  {
    summary: "Ask for a swap",
    description: "Nothing changes without the right `total_cents`. The refusal carries the price.",
    request: { headers: idempotencyHeader, body: jsonBody(customerSwapInput) },
    responses: trackedJobResponses("price_changed", "window_full", "equipment_unavailable", "use_extend"),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const before = await jobByToken(services, c.req.header("authorization"), settings);
    const { day, window } = await readVisitTime({ jobs: services.jobs, settings, nowMs }, body);
    const swap = { day, window, note: body.note };
    const attempt = () =>
      changeTrackedJob(services, c, { name: "swapEquipment", body }, () => (now, at) => {
        const moment = momentIn(settings.business.time_zone, at);
        const change = swapByCustomer(now, swap, yesOf(now, at), moment);
        assertSeenByCustomer(change.next, settings, body.total_cents);
        return change;
      });
    const today = momentIn(settings.business.time_zone, instantOf(nowMs));
    const on = (other: Day) => swapByCustomer(before, { day: other, window: null }, { by: "", agreed: null }, today);
    const change = visitOnOtherDay(before, { kind: "swap" }, day, on);
    const job = await withAlternatives({ jobs: services.jobs, settings, nowMs, change }, attempt);
    return c.json(job, 200);
  },
);
