import { z } from "@hono/zod-openapi";
import { answerOf, existingCustomer } from "../../customer.ts";
import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { customer } from "../../schema/customer.ts";
import { pathId } from "../../schema/field.ts";

export const customerParams = z.object({ id: pathId.openapi({ example: "c_7K3Q0F4M" }) });

export const getCustomer = defineRoute(
  "getCustomer",
  { roles: staff, scope: "customers:read" },
  {
    summary: "Get a customer",
    description: "A customer that was merged into another has `merged_into`.",
    request: { params: customerParams },
    responses: { 200: json(customer, "The customer") },
  },
  (services) => async (c) => {
    const record = await existingCustomer(services, c.req.valid("param").id);
    return c.json(await answerOf(services, c, record), 200);
  },
);
