import { instantOf } from "../../../domain/clock.ts";
import { principalOf } from "../../authorize.ts";
import { answerOf, assertRev, existingCustomer, otherCustomerOf, withCurrent } from "../../customer.ts";
import { body, idempotencyHeader, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { customer, otherCustomer } from "../../schema/customer.ts";
import { readIfMatch } from "../../staff-job.ts";
import { customerParams } from "./get-customer.ts";

export const mergeCustomers = defineRoute(
  "mergeCustomers",
  { roles: staff, scope: null },
  {
    summary: "Merge another customer into this one",
    description:
      "This customer gets the phones, emails, addresses, tags, notes and jobs of the other. The other becomes a pointer that keeps what it had, so `unmerge` gives both back.",
    request: {
      params: customerParams,
      headers: ifMatchHeader.extend(idempotencyHeader.shape),
      body: body(otherCustomer),
    },
    responses: {
      200: json(customer, "The customer after the merge"),
      ...problemResponses("stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const { customers, clock } = services;
    const rev = readIfMatch(c.req.header("if-match"));
    const into = await existingCustomer(services, c.req.valid("param").id);
    const { id: from } = await otherCustomerOf(services, c.req.valid("json").from);
    const merged = await withCurrent(services, into.id, () =>
      customers.merge({
        into: into.id,
        from,
        by: principalOf(c).name,
        at: instantOf(clock.now()),
        assert: (record) => assertRev(record, rev),
      }),
    );
    return c.json(await answerOf(services, c, merged), 200);
  },
);
