import { z } from "@hono/zod-openapi";
import { matchingEntry, orderOfEntry } from "../../../domain/customer/customer-entry.ts";
import { customerBounds } from "../../../domain/customer/customer-record.ts";
import { listedCustomer } from "../../../projection/customer-view.ts";
import { printCursor, readCursor } from "../../cursor.ts";
import { json } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { customerPage } from "../../schema/customer.ts";
import { pageLimit } from "../../schema/field.ts";

const query = z.strictObject({
  limit: pageLimit.default(50),
  cursor: z.string().max(200).optional(),
  q: z.string().min(2, "Enter at least two characters.").max(80).optional(),
  tag: z.string().max(customerBounds.tagLength).optional(),
});

export const listCustomers = defineRoute(
  "listCustomers",
  { roles: staff, scope: "customers:read" },
  {
    summary: "List customers by name, phone, email, postal code and tag",
    request: { query },
    responses: { 200: json(customerPage, "A page of customers, those with the newest jobs first") },
  },
  ({ customers }) =>
    async (c) => {
      const { limit, cursor, q, tag } = c.req.valid("query");
      const passes = matchingEntry({ text: q, tag });
      const after = cursor === undefined ? null : readCursor(cursor, orderShape);
      const found = (await customers.entries())
        .filter(passes)
        .map((entry) => ({ entry, order: orderOfEntry(entry) }))
        .filter(({ order }) => after === null || order < after)
        .toSorted((one, other) => (one.order < other.order ? 1 : -1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = last === undefined || found.length <= limit ? null : printCursor(last.order);
      return c.json({ items: page.map(({ entry }) => listedCustomer(entry)), next_cursor: next }, 200);
    },
);

/** The shape that `orderOfEntry` writes. */
const orderShape = /^\d{4}-\d{2}-\d{2} c_[0-9A-Z]+$/;
