import { z } from "@hono/zod-openapi";
import { openStops } from "../../../projection/board.ts";
import { recordAudit } from "../../audit.ts";
import { body, json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { day } from "../../schema/field.ts";
import { capacityInput, dayCapacity } from "../../schema/settings.ts";

export const setCapacity = defineRoute(
  "setCapacity",
  { roles: staff, scope: null },
  {
    summary: "Set the windows and openings of a day, or close it",
    description:
      "Booked visits keep their windows, even if the new capacity is lower than the number of visits. `stops` is the number of visits still to be done on the day. To know it before you close a day, subtract `done` from `visits` in the `counts` of the board.",
    request: { params: z.object({ day }), body: body(capacityInput) },
    responses: {
      200: json(dayCapacity, "The capacity of the day"),
    },
  },
  (services) => async (c) => {
    const { windows, closed } = c.req.valid("json");
    const { day: subject } = c.req.valid("param");
    const set = await services.jobs.setCapacity(subject, windows, closed);
    await recordAudit(services, c, { what: "day_sized", subject });
    const { cards } = await services.jobs.board(subject);
    return c.json({ ...set, stops: openStops(cards) }, 200);
  },
);
