import { z } from "@hono/zod-openapi";
import { lastDayOf } from "../../../domain/customer/customer-record.ts";
import { invalid } from "../../../domain/domain-error.ts";
import { matchedCustomer } from "../../../projection/customer-view.ts";
import { findReadable } from "../../customer.ts";
import { json } from "../../description.ts";
import { doesNotText } from "../../inbox/does-not-text.ts";
import { readPhone } from "../../phone.ts";
import { defineRoute, staff } from "../../route.ts";
import { customerMatches } from "../../schema/customer.ts";
import { email, phone } from "../../schema/field.ts";

const query = z.strictObject({ phone: phone.optional(), email: email.optional() });

export const matchCustomers = defineRoute(
  "matchCustomers",
  { roles: staff, scope: "customers:read" },
  {
    summary: "Find customers by an exact phone number or email address",
    request: { query },
    responses: { 200: json(customerMatches, "At most 5 customers, the one with the newest job first") },
  },
  (services) => {
    const { customers, jobs, settings } = services;
    return async (c) => {
      const asked = c.req.valid("query");
      if (asked.phone === undefined && asked.email === undefined)
        throw invalid({ field: "/phone", code: "required", message: "Send a phone number or an email address." });
      const contact = {
        phone: asked.phone === undefined ? undefined : readPhone(asked.phone, await settings.read(), "/phone"),
        email: asked.email,
      };
      const found = (await customers.withContact(contact))
        .toSorted((one, other) => ((lastDayOf(one) ?? "") < (lastDayOf(other) ?? "") ? 1 : -1))
        .slice(0, mostMatches);
      const matches = await Promise.all(
        found.map(async (record) => {
          const [newest] = record.jobs;
          return matchedCustomer(record, newest === undefined ? null : await findReadable(jobs, newest), {
            do_not_text: await doesNotText(services, record),
          });
        }),
      );
      return c.json({ matches }, 200);
    };
  },
);

const mostMatches = 5;
