import { assertCan } from "../../../domain/can.ts";
import { instantOf } from "../../../domain/clock.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import type { Job } from "../../../domain/job.ts";
import { itemsFor } from "../../../domain/new-job.ts";
import { finalTotals } from "../../../domain/price/final-work.ts";
import { setPrice as decideSetPrice } from "../../../domain/price/set-price.ts";
import { priceBookOf, type Settings } from "../../../domain/settings.ts";
import { showPricing } from "../../../projection/job-view.ts";
import { principalOf } from "../../authorize.ts";
import { body, idempotencyHeader, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { defineRoute, everyRole, type Principal } from "../../route.ts";
import { priceAnswer, priceInput } from "../../schema/price-change.ts";
import { assertRev, changeJob, readIfMatch, viewFor, visibleJob } from "../../staff-job.ts";
import { jobParams } from "../dispatch/get-job.ts";
import type { z } from "@hono/zod-openapi";

type Input = Omit<z.output<typeof priceInput>, "preview">;

export const setPrice = defineRoute(
  "setPrice",
  { roles: everyRole, scope: "jobs:write" },
  {
    summary: "Set the final price of a job",
    description:
      "Up to the price that the customer was promised, it needs no agreement. A higher price from a crew waits for the customer's yes. Crews may set prices if the owner allows it.",
    request: { params: jobParams, headers: idempotencyHeader.extend(ifMatchHeader.shape), body: body(priceInput) },
    responses: {
      200: json(priceAnswer, "The job after the change, or only `pricing` for a preview"),
      ...problemResponses("transition_not_allowed", "stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id } = c.req.valid("param");
    const { preview, ...input } = c.req.valid("json");
    const principal = principalOf(c);
    const settings = await services.settings.read();
    // First, so that a crew learns nothing about a job that it may not see.
    const visible = await visibleJob(services, principal, id, settings);
    assertMaySetPrices(principal, settings, input);
    const decide = (job: Job, at: string) => decideSetPrice(job, newPrice(job, input, settings, principal), at);
    if (preview === true) {
      assertRev(visible, rev, () => viewFor(visible, principal, settings, services));
      const change = decide(visible, instantOf(services.clock.now()));
      return c.json({ pricing: showPricing(change === "unchanged" ? visible.pricing : change.next.pricing) }, 200);
    }
    const key = c.req.valid("header")["idempotency-key"];
    const { notify } = input;
    const view = await changeJob(services, c, { name: "setPrice", id, body: input, rev, key, notify }, () => decide);
    return c.json(view, 200);
  },
);

const assertMaySetPrices = ({ role }: Principal, settings: Settings, { lines }: Input): void => {
  if (role !== "crew") return;
  if (!settings.booking.crews_set_prices) {
    throw new DomainError("role_not_allowed", "Crews can't set prices here. Ask the office.");
  }
  if (lines !== undefined) throw new DomainError("role_not_allowed", "Only the office can write price lines.");
};

const newPrice = (job: Job, { items, lines, reason, agreed }: Input, settings: Settings, { role, name }: Principal) => {
  // A job whose price can't change says so, whatever the items are.
  if (role === "crew") assertCan(job, "crew", "price");
  else assertCan(job, "office", "price");
  const service = settings.services.find(({ id }) => id === job.service.id) ?? null;
  const totals = finalTotals(
    priceBookOf(settings),
    {
      pricing: job.pricing,
      service,
      name: job.service.name,
      postal_code: job.location.postal_code,
      day: job.visits[0]?.day ?? null,
    },
    { ...(items === undefined ? {} : { items }), ...(lines === undefined ? {} : { lines }) },
  );
  return {
    totals,
    items: items === undefined || service === null ? null : itemsFor(service, items),
    reason,
    by: name,
    setter: role === "crew" ? ("crew" as const) : ("office" as const),
    agreed: agreed ?? null,
  };
};
