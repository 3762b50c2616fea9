import { readJobId } from "../../../domain/job-id.ts";
import { principalOf } from "../../authorize.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { assertConfirmed, forgetJobInput, forgotten, forgottenAnswer, notHere } from "../../schema/forget.ts";
import { actorOf } from "../../staff-job.ts";
import { jobParams } from "./get-job.ts";

export const forgetJob = defineRoute(
  "forgetJob",
  { roles: ["owner"], scope: null },
  {
    summary: "Forget the customer of a job",
    description:
      "Removes name, phone, email, street, notes and messages from a completed or canceled job and from its history. Days, service, city, postal code and price stay. The tracking link ends. An opt-out from texts stays, without the number. It cannot be undone, and a repetition finishes what was interrupted.",
    request: { params: jobParams, headers: idempotencyHeader, body: body(forgetJobInput) },
    responses: {
      200: json(forgotten, "What was forgotten, and what is left"),
      ...problemResponses("still_open"),
    },
  },
  ({ forget, jobs }) =>
    async (c) => {
      const typed = c.req.valid("param").id;
      const { confirm, remove = false } = c.req.valid("json");
      const id = readJobId(typed);
      if (id === null) throw notHere("job");
      await assertConfirmed("job", { id, typed: readJobId(confirm) ?? confirm, find: (one) => jobs.find(one) });
      const done = await forget.forgetJob(id, actorOf(principalOf(c)), { remove });
      if (done === null) throw notHere("job");
      return c.json(forgottenAnswer(done), 200);
    },
);
