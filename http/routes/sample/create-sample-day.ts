import { recordAudit } from "../../audit.ts";
import { idempotencyHeader, json } from "../../description.ts";
import { fingerprintRequest } from "../../request-fingerprint.ts";
import { defineRoute } from "../../route.ts";
import { makeSampleDay } from "../../sample-day.ts";
import { sampleDay } from "../../schema/sample.ts";

export const createSampleDay = defineRoute(
  "createSampleDay",
  { roles: ["owner"], scope: null },
  {
    summary: "Add a sample day",
    description:
      "Adds jobs in every state, today and tomorrow, each marked `sample`. They use no openings, no count includes them, and no messages are sent. Only one sample day exists at a time, so a repeated request returns that one.",
    request: { headers: idempotencyHeader },
    responses: {
      200: json(sampleDay, "The sample day, which existed already"),
      201: json(sampleDay, "The new sample day"),
    },
  },
  (services) => async (c) => {
    const { write } = fingerprintRequest(services.random, {
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
