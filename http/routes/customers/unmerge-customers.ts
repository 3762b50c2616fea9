import { instantOf } from "../../../domain/clock.ts";
import { answerOf, assertRev, existingCustomer, otherCustomerOf, withCurrent } from "../../customer.ts";
import { body, idempotencyHeader, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { customer, otherCustomer } from "../../schema/customer.ts";
import { readIfMatch } from "../../staff-job.ts";
import { customerParams } from "./get-customer.ts";

export const unmergeCustomers = defineRoute(
  "unmergeCustomers",
  { roles: staff, scope: null },
  {
    summary: "Undo a merge of two customers",
    description:
      "The other customer is a record of its own again, with what it had. Later additions stay with this one.",
    request: {
      params: customerParams,
      headers: ifMatchHeader.extend(idempotencyHeader.shape),
      body: body(otherCustomer),
    },
    responses: {
      200: json(customer, "This customer without the other"),
      ...problemResponses("stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const into = await existingCustomer(services, c.req.valid("param").id);
    const { id: from } = await otherCustomerOf(services, c.req.valid("json").from);
    const at = instantOf(services.clock.now());
    const assert = (record: typeof into) => assertRev(record, rev);
    const after = await withCurrent(services, into.id, () =>
      services.customers.unmerge({ into: into.id, from, at, assert }),
    );
    return c.json(await answerOf(services, c, after), 200);
  },
);
