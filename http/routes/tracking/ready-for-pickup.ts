import { markReady } from "../../../domain/status.ts";
import { momentIn } from "../../../domain/moment.ts";
import { idempotencyHeader, optionalBody } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { readyInput } from "../../schema/tracking.ts";
import { changeTrackedJob, trackedJobResponses } from "../../tracked-job.ts";

export const readyForPickup = defineRoute(
  "readyForPickup",
  "tracking",
  {
    summary: "Report that the load is ready for pickup",
    request: { headers: idempotencyHeader, body: optionalBody(readyInput) },
    responses: trackedJobResponses(),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const job = await changeTrackedJob(
      services,
      c,
      { name: "readyForPickup", body },
      ({ business }) =>
        (now, at) =>
          markReady(now, body.note, momentIn(business.time_zone, at)),
    );
    return c.json(job, 200);
  },
);
