import { instantOf } from "../../../domain/clock.ts";
import { editCustomer } from "../../../domain/customer/edit-customer.ts";
import { invalid } from "../../../domain/domain-error.ts";
import { answerOf, assertRev, existingCustomer, readEdit, withCurrent } from "../../customer.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { defineRoute, staff } from "../../route.ts";
import { customer, customerPatch } from "../../schema/customer.ts";
import { readIfMatch } from "../../staff-job.ts";
import { customerParams } from "./get-customer.ts";

export const patchCustomer = defineRoute(
  "patchCustomer",
  { roles: staff, scope: null },
  {
    summary: "Change a customer",
    description: "A JSON merge patch. Lists are replaced. The jobs keep their own name, phone and email.",
    request: { params: customerParams, headers: ifMatchHeader, body: body(customerPatch) },
    responses: {
      200: json(customer, "The customer after the change"),
      ...problemResponses("stale", "if_match_required"),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id } = await existingCustomer(services, c.req.valid("param").id);
    const edit = readEdit(c.req.valid("json"), await services.settings.read());
    const at = instantOf(services.clock.now());
    const changed = await withCurrent(services, id, () =>
      services.customers.change(id, (record) => {
        assertRev(record, rev);
        if (record.merged_into !== null)
          throw invalid({
            field: "/name",
            code: "merged",
            message: "This customer was merged into another one. Change that one.",
          });
        return editCustomer(record, edit, at);
      }),
    );
    return c.json(await answerOf(services, c, changed), 200);
  },
);
