import { invalid } from "../../../domain/domain-error.ts";
import { answerOf, existingCustomer, otherCustomerOf } from "../../customer.ts";
import { body, idempotencyHeader, json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { customer, otherCustomer } from "../../schema/customer.ts";
import { customerParams } from "./get-customer.ts";

export const distinguishCustomers = defineRoute(
  "distinguishCustomers",
  { roles: staff, scope: null },
  {
    summary: "Say that two customers are not the same person",
    description: "They are not offered to each other as possible duplicates again.",
    request: { params: customerParams, headers: idempotencyHeader, body: body(otherCustomer) },
    responses: { 200: json(customer, "The customer without this possible duplicate") },
  },
  (services) => async (c) => {
    const { id } = await existingCustomer(services, c.req.valid("param").id);
    const { id: from } = await otherCustomerOf(services, c.req.valid("json").from);
    if (id === from)
      throw invalid({ field: "/from", code: "same", message: "This is the same customer. Choose another one." });
    return c.json(await answerOf(services, c, await services.customers.tellApart(id, from)), 200);
  },
);
