import { instantOf } from "../../../domain/clock.ts";
import type { Day } from "../../../domain/day.ts";
import { momentIn } from "../../../domain/moment.ts";
import { approveQuote as decideApproveQuote, type Approval } from "../../../domain/quote/approve-quote.ts";
import { principalOf } from "../../authorize.ts";
import { withAlternatives } from "../../alternatives.ts";
import { readKnownSlot } from "../../booking.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { pickupOf } from "../../offer.ts";
import { visitOnOtherDay } from "../../other-days.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { approvalInput } from "../../schema/price-change.ts";
import { actorOf, changeJob, readIfMatch, visibleJob, type ChangeOf } from "../../staff-job.ts";
import { jobParams } from "../dispatch/get-job.ts";

export const approveQuote = defineRoute(
  "approveQuote",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Approve a quote for the customer",
    description: "The customer said yes by phone. Takes the window and the equipment in the same change.",
    request: { params: jobParams, headers: ifMatchHeader, body: body(approvalInput) },
    responses: {
      200: json(job, "The booked job. Without a day it is not scheduled."),
      ...problemResponses(
        "window_full",
        "equipment_unavailable",
        "quote_expired",
        "transition_not_allowed",
        "stale",
        "if_match_required",
      ),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id } = c.req.valid("param");
    const input = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const before = await visibleJob(services, principalOf(c), id, settings);
    const slot = await readKnownSlot({ jobs: services.jobs, settings, nowMs }, { needs_window: false }, input, false);
    const approved = (time: Pick<Approval, "day" | "window">) => phoneApproval({ ...input, ...time });
    const on = (day: Day) =>
      approved({ day, window: null })(settings, actorOf(principalOf(c)))(before, instantOf(nowMs));
    const change = visitOnOtherDay(before, { kind: "drop_off" }, slot.day, on);
    const view = await withAlternatives({ jobs: services.jobs, settings, nowMs, change }, () =>
      changeJob(services, c, { name: "approveQuote", id, body: input, rev, notify: input.notify }, approved(slot)),
    );
    return c.json(view, 200);
  },
);

/** The customer's yes by phone, for the version that the office read to them. If-Match names it. */
export const phoneApproval =
  ({ name, how, day, window }: Omit<Approval, "version" | "pickup">): ChangeOf =>
  (settings) =>
  (now, at) => {
    const approval = { version: now.quote?.version ?? 0, name, how, day, window, pickup: pickupOf(now, settings) };
    return decideApproveQuote(now, approval, momentIn(settings.business.time_zone, at).today, at);
  };
