import { z } from "@hono/zod-openapi";
import type { Job } from "../../../domain/job.ts";
import { priceGroups } from "../../../projection/price-groups.ts";
import { awaitsDelivery, unitChoices } from "../../../projection/unit-choices.ts";
import { json } from "../../description.ts";
import { principalOf } from "../../authorize.ts";
import { answerFor, visibleJob } from "../../staff-job.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { job } from "../../schema/job.ts";
import type { Services } from "../../services.ts";

export const jobParams = z.object({ id: pathId.openapi({ example: "261127-7K3Q" }) });

export const getJob = defineRoute(
  "getJob",
  { roles: everyRole, scope: "jobs:read" },
  {
    summary: "Get a job",
    request: { params: jobParams },
    responses: {
      200: json(job, "The job. Crews get it without price, email, link and history."),
      304: { description: "Not changed since the rev in If-None-Match" },
    },
  },
  (services) => async (c) => {
    const principal = principalOf(c);
    const settings = await services.settings.read();
    const visible = await visibleJob(services, principal, c.req.valid("param").id, settings);
    c.header("Cache-Control", "private, no-cache");
    c.header("ETag", `"${visible.rev}"`);
    if (c.req.header("if-none-match") === `"${visible.rev}"`) return c.body(null, 304);
    const answer = await answerFor(visible, principal, settings, services);
    const groups = principal.role === "crew" ? priceGroups(visible, settings) : null;
    const prices = groups === null ? {} : { price_groups: groups };
    return c.json({ ...answer, ...prices, ...(await choicesFor(services, visible)) }, 200);
  },
);

/** The units for a delivery, so that a phone without a connection can offer them. */
const choicesFor = async (services: Services, one: Job): Promise<{ unit_choices?: string[] }> => {
  if (!awaitsDelivery(one)) return {};
  const [equipment, out] = await Promise.all([services.equipment.read(), services.jobs.waiting()]);
  const choices = unitChoices(one, equipment, out);
  return choices === null ? {} : { unit_choices: choices };
};
