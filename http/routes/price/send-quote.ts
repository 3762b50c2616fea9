import type { z } from "@hono/zod-openapi";
import { assertCan } from "../../../domain/can.ts";
import { dayIn } from "../../../domain/day.ts";
import { sendQuote as decideSendQuote } from "../../../domain/quote/send-quote.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { readOffer } from "../../offer.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { offerInput } from "../../schema/price-change.ts";
import type { Services } from "../../services.ts";
import { changeJob, readIfMatch, type ChangeOf } from "../../staff-job.ts";
import { jobParams } from "../dispatch/get-job.ts";

export const sendQuote = defineRoute(
  "sendQuote",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Send a quote, or revise it",
    description: "Each call makes a new version, and the customer can approve only the newest.",
    request: { params: jobParams, headers: ifMatchHeader, body: body(offerInput) },
    responses: {
      200: json(job, "The quoted job"),
      ...problemResponses("transition_not_allowed", "too_long", "stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id } = c.req.valid("param");
    const input = c.req.valid("json");
    const view = await changeJob(
      services,
      c,
      { name: "sendQuote", id, body: input, rev, notify: input.notify },
      quoteChange(services, input),
    );
    return c.json(view, 200);
  },
);

export const quoteChange =
  ({ clock }: Pick<Services, "clock">, input: z.output<typeof offerInput>): ChangeOf =>
  (settings) => {
    const today = dayIn(settings.business.time_zone, clock.now());
    return (now, at) => {
      // A job that is no request says so, whatever the lines are.
      assertCan(now, "office", "quote", "quoted");
      return decideSendQuote(now, readOffer(input, now, settings, today), at);
    };
  };
