import { trackedJob } from "../../../projection/tracked-job.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { trackedJob as schema } from "../../schema/tracking.ts";
import { jobByToken } from "../../tracked-job.ts";

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
    return c.json(trackedJob(await jobByToken(services, c.req.header("authorization"), settings), settings), 200);
  },
);
