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
    summary: "List openings by day and window",
    request: { query: availabilityQuery },
    responses: {
      200: json(availability, "The openings of each day from `from` to `to`"),
      ...problemResponses("range_too_wide"),
    },
  },
  ({ jobs, settings: store, clock }) =>
    async (c) => {
      const { service, from, to } = c.req.valid("query");
      if (from > to)
        throw invalid({ field: "/to", code: "order", message: "`to` is before `from`. Send a later day." });
      if (daysBetween(from, to) >= mostDays)
        throw new DomainError("range_too_wide", `Ask for at most ${mostDays} days in one request.`);
      const settings = await store.read();
      if (serviceById(settings, service) === undefined) {
        throw invalid({
          field: "/service",
          code: "unknown_service",
          message: "This service is not offered. Choose another.",
        });
      }
      return c.json({ days: availabilityOf(await jobs.capacity(from, to), settings, clock.now()) }, 200);
    },
);
