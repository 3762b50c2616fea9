import { editCustomer } from "../../../domain/customer/edit-customer.ts";
import { newCustomerId } from "../../../domain/customer/customer-id.ts";
import { newCustomer } from "../../../domain/customer/customer-record.ts";
import { instantOf } from "../../../domain/clock.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { answerOf, readEdit } from "../../customer.ts";
import { body, idempotencyHeader, json, problemResponses } from "../../description.ts";
import { fingerprintRequest } from "../../request-fingerprint.ts";
import { defineRoute, staff } from "../../route.ts";
import { customer, newCustomerInput } from "../../schema/customer.ts";

export const createCustomer = defineRoute(
  "createCustomer",
  { roles: staff, scope: null },
  {
    summary: "Create a customer",
    request: { headers: idempotencyHeader, body: body(newCustomerInput) },
    responses: { 201: json(customer, "The customer"), ...problemResponses("idempotency_key_reused") },
  },
  (services) => async (c) => {
    const { customers, settings, clock, random } = services;
    const input = c.req.valid("json");
    const { idempotency } = fingerprintRequest(random, {
      key: c.req.valid("header")["idempotency-key"],
      operation: "create_customer",
      object: "",
      body: input,
    });
    const at = instantOf(clock.now());
    // The same key makes the same id, so a repeated request finds its own record.
    const id = newCustomerId(idempotency === undefined ? random : bytesOf(idempotency.hash));
    const made = editCustomer(newCustomer(id, input.name, at), readEdit(input, await settings.read()), at);
    const record = { ...made, edited_at: at, made_by: idempotency?.request ?? null };
    const created = await customers.create(record);
    if (created.made_by !== record.made_by)
      throw new DomainError(
        "idempotency_key_reused",
        "This Idempotency-Key was already used for another request. Send a new key.",
      );
    if (created.created_at !== at) c.header("Idempotency-Replayed", "true");
    return c.json(await answerOf(services, c, created), 201);
  },
);

const bytesOf = (hash: string) => ({
  bytes: (count: number) => new Uint8Array(Buffer.from(hash, "base64url").subarray(0, count)),
});
