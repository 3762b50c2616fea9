import { trackedJob } from "../../../projection/tracked-job.ts";
import { json, problemResponses } from "../../answer.ts";
import { defineRoute } from "../../route.ts";
import { trackedJob as schema } from "../../schema/tracking.ts";
import { jobByToken } from "../../tracked.ts";

export const getTracking = defineRoute(
  "getTracking",
  "tracking",
  {
    summary: "The job behind a tracking link",
    responses: {
      200: json(schema, "The tracked job"),
      ...problemResponses("token_required", "tracking_not_found", "store_unavailable"),
    },
  },
  (services) => async (c) => {
    const settings = await services.settings.read();
    return c.json(trackedJob(await jobByToken(services, c.req.header("authorization"), settings), settings), 200);
  },
);
