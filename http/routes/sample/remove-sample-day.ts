import { recordAudit } from "../../audit.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { removeSampleDay as remove } from "../../sample-day.ts";
import { sampleDayRemoved } from "../../schema/sample.ts";

export const removeSampleDay = defineRoute(
  "removeSampleDay",
  ["owner"],
  {
    summary: "Take the sample day away",
    description: "Every job of it, also where it was changed since. None is there: `removed` is 0.",
    responses: {
      200: json(sampleDayRemoved, "It is gone"),
    },
  },
  (services) => async (c) => {
    const removed = await remove(services);
    if (removed > 0) await recordAudit(services, c, { what: "sample_day_removed" });
    return c.json({ removed }, 200);
  },
);
