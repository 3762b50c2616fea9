import { answerPrice as decideAnswerPrice } from "../../../domain/price/set-price.ts";
import { body as jsonBody, idempotencyHeader } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { priceReply } from "../../schema/price-change.ts";
import { changeTrackedJob, trackedJobResponses } from "../../tracked-job.ts";

export const answerPrice = defineRoute(
  "answerPrice",
  "tracking",
  {
    summary: "Agree to a new price, or refuse it",
    request: { headers: idempotencyHeader, body: jsonBody(priceReply) },
    responses: trackedJobResponses("price_changed"),
  },
  (services) => async (c) => {
    const body = c.req.valid("json");
    const answer = { ...body, name: body.name ?? null };
    const job = await changeTrackedJob(
      services,
      c,
      { name: "answerPrice", body },
      () => (now, at) => decideAnswerPrice(now, answer, at),
    );
    return c.json(job, 200);
  },
);
