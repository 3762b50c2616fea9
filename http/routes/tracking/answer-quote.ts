import type { z } from "@hono/zod-openapi";
import { instantOf, type Instant } from "../../../domain/clock.ts";
import { dayIn, type Day } from "../../../domain/day.ts";
import type { Change } from "../../../domain/history.ts";
import type { Job } from "../../../domain/job.ts";
import { approveQuote, type Approval } from "../../../domain/quote/approve-quote.ts";
import { declineQuote } from "../../../domain/quote/end-request.ts";
import { withAlternatives } from "../../alternatives.ts";
import { readKnownSlot } from "../../booking.ts";
import { body as jsonBody, idempotencyHeader } from "../../description.ts";
import { pickupOf } from "../../offer.ts";
import { visitOnOtherDay } from "../../other-days.ts";
import { defineRoute } from "../../route.ts";
import type { Services } from "../../services.ts";
import { quoteReply } from "../../schema/price-change.ts";
import { changeTrackedJob, jobByToken, trackedJobResponses } from "../../tracked-job.ts";

export const answerQuote = defineRoute(
  "answerQuote",
  "tracking",
  {
    summary: "Approve or decline a quote",
    description:
      "An approval takes the window and the equipment in the same change. If they are gone, the quote stands.",
    request: { headers: idempotencyHeader, body: jsonBody(quoteReply) },
    responses: trackedJobResponses("price_changed", "quote_expired", "window_full", "equipment_unavailable"),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const nowMs = services.clock.now();
    const settings = await services.settings.read();
    const before = await jobByToken(services, c.req.header("authorization"), settings);
    const answer = await readAnswer(services, before, body, nowMs);
    const on = (day: Day) => answer(before, instantOf(nowMs), { day, window: null });
    const chosen = body.answer === "approve" ? body.day : undefined;
    const change = visitOnOtherDay(before, { kind: "drop_off" }, chosen, on);
    const job = await withAlternatives({ jobs: services.jobs, settings, nowMs, change }, () =>
      changeTrackedJob(services, c, { name: "answerQuote", body }, () => answer),
    );
    return c.json(job, 200);
  },
);

/** Checks the time that the customer chose, and returns the change for it, or for another time. */
const readAnswer = async (
  { settings: store, jobs }: Services,
  before: Job,
  body: z.output<typeof quoteReply>,
  nowMs: number,
): Promise<(job: Job, at: Instant, time?: Pick<Approval, "day" | "window">) => Change | "unchanged"> => {
  if (body.answer === "decline") return (job, at) => declineQuote(job, body.reason, at);
  const settings = await store.read();
  const { version, name } = body;
  const service = settings.services.find(({ id }) => id === before.service.id) ?? { needs_window: false };
  const today = dayIn(settings.business.time_zone, nowMs);
  const { status, quote } = before;
  // A quote that can't be approved says so first, whatever the time.
  const isOpen = status === "quoted" && quote?.version === version && today <= quote.valid_until;
  const slot = isOpen
    ? await readKnownSlot({ jobs, settings, nowMs }, service, body, true)
    : { day: null, window: null };
  return (job, at, time = slot) => {
    const terms = { version: settings.terms.version, accepted_at: at };
    return approveQuote(
      job,
      { version, name, how: "link", ...time, terms, pickup: pickupOf(job, settings) },
      today,
      at,
    );
  };
};
