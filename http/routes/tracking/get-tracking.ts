import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { trackedJob as schema } from "../../schema/tracking.ts";
import { jobByToken, showTracked } from "../../tracked-job.ts";

export const getTracking = defineRoute(
  "getTracking",
  "tracking",
  {
    summary: "Get the job of a tracking link",
    responses: {
      200: json(schema, "The tracked job"),
    },
  },
  (services) => async (c) => {
    const settings = await services.settings.read();
    const job = await jobByToken(services, c.req.header("authorization"), settings);
    return c.json(await showTracked(services, job, settings), 200);
  },
);
