import { isCustomerId } from "../../../domain/customer/customer-id.ts";
import { principalOf } from "../../authorize.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { assertConfirmed, forgetCustomerInput, forgotten, forgottenAnswer, notHere } from "../../schema/forget.ts";
import { actorOf } from "../../staff-job.ts";
import { customerParams } from "./get-customer.ts";

export const forgetCustomer = defineRoute(
  "forgetCustomer",
  { roles: ["owner"], scope: null },
  {
    summary: "Forget a customer",
    description:
      "Removes the record, and the person in each of its jobs, as `POST /jobs/{id}/forget` does. All jobs must be completed or canceled. It cannot be undone, and a repetition finishes what was interrupted.",
    request: { params: customerParams, headers: idempotencyHeader, body: body(forgetCustomerInput) },
    responses: {
      200: json(forgotten, "What was forgotten, and what is left"),
      ...problemResponses("still_open"),
    },
  },
  ({ forget, customers }) =>
    async (c) => {
      const { id } = c.req.valid("param");
      const typed = c.req.valid("json").confirm;
      if (!isCustomerId(id)) throw notHere("customer");
      await assertConfirmed("customer", { id, typed, find: (one) => customers.find(one) });
      const done = await forget.forgetCustomer(id, actorOf(principalOf(c)));
      if (done === null) throw notHere("customer");
      return c.json(forgottenAnswer(done), 200);
    },
);
