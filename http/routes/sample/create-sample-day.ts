import { recordAudit } from "../../audit.ts";
import { idempotencyHeader, json } from "../../description.ts";
import { fingerprintRequest } from "../../request-fingerprint.ts";
import { defineRoute } from "../../route.ts";
import { makeSampleDay } from "../../sample-day.ts";
import { sampleDay } from "../../schema/sample.ts";

export const createSampleDay = defineRoute(
  "createSampleDay",
  ["owner"],
  {
    summary: "Try it with a sample day",
    description:
      "Jobs in every state, today and tomorrow, marked `sample`: they take no place, are in no count, and nobody is messaged. There is one at a time; asked for again it is told as it is.",
    request: { headers: idempotencyHeader },
    responses: {
      200: json(sampleDay, "It was there already"),
      201: json(sampleDay, "It is there now"),
    },
  },
  (services) => async (c) => {
    const { write } = await fingerprintRequest(services.random, {
      key: c.req.valid("header")["idempotency-key"],
      operation: "create_sample_day",
      object: "",
      body: null,
    });
    const { day, fresh } = await makeSampleDay(services, write);
    const shown = { made_on: day.made_on, jobs: day.jobs.length };
    if (fresh) {
      await recordAudit(services, c, { what: "sample_day_added" });
      return c.json(shown, 201);
    }
    if (day.asked !== write) return c.json(shown, 200);
    c.header("Idempotency-Replayed", "true");
    return c.json(shown, 201);
  },
);
