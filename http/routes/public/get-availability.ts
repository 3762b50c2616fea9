import { daysBetween } from "../../../domain/day.ts";
import { invalid, DomainError } from "../../../domain/domain-error.ts";
import { serviceById } from "../../../domain/settings.ts";
import { availabilityOf } from "../../../projection/availability.ts";
import { json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { availability, availabilityQuery } from "../../schema/catalog.ts";

const mostDays = 62;

export const getAvailability = defineRoute(
  "getAvailability",
  "public",
  {
    summary: "The places left in each window",
    request: { query: availabilityQuery },
    responses: {
      200: json(availability, "Each day from `from` to `to`"),
      ...problemResponses("range_too_wide"),
    },
  },
  ({ jobs, settings: store, clock }) =>
    async (c) => {
      const { service, from, to } = c.req.valid("query");
      if (from > to) throw invalid({ field: "/to", code: "order", message: "`to` comes before `from`." });
      if (daysBetween(from, to) >= mostDays)
        throw new DomainError("range_too_wide", `At most ${mostDays} days at once.`);
      const settings = await store.read();
      if (serviceById(settings, service) === undefined) {
        throw invalid({ field: "/service", code: "unknown_service", message: "That service is not offered." });
      }
      return c.json({ days: availabilityOf(await jobs.capacity(from, to), settings, clock.now()) }, 200);
    },
);
