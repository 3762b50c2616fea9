import { recordAudit } from "../../audit.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { removeSampleDay as remove } from "../../sample-day.ts";
import { sampleDayRemoved } from "../../schema/sample.ts";

export const removeSampleDay = defineRoute(
  "removeSampleDay",
  { roles: ["owner"], scope: null },
  {
    summary: "Remove the sample day",
    description: "Removes every sample job, even if it was changed. `removed` is 0 if there is no sample day.",
    responses: {
      200: json(sampleDayRemoved, "How many jobs were removed"),
    },
  },
  (services) => async (c) => {
    const removed = await remove(services);
    if (removed > 0) await recordAudit(services, c, { what: "sample_day_removed" });
    return c.json({ removed }, 200);
  },
);
