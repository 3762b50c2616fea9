import { z } from "@hono/zod-openapi";
import { openStops } from "../../../projection/board.ts";
import { recordAudit } from "../../audit.ts";
import { body, json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { day } from "../../schema/field.ts";
import { capacityInput, dayCapacity } from "../../schema/settings.ts";

export const setCapacity = defineRoute(
  "setCapacity",
  staff,
  {
    summary: "One day's own windows and places, or closed",
    description:
      "Jobs that have a place keep it, also where fewer places are left than are taken. `stops` says how many visits are still to be done on the day: before a day is closed, the board's `counts` say the same (`visits` less `done`).",
    request: { params: z.object({ day }), body: body(capacityInput) },
    responses: {
      200: json(dayCapacity, "The day"),
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
