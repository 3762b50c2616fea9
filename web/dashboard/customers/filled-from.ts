import type { MatchedCustomer } from "../../../http/api-client.ts";
import type { NewJob } from "../new-job/new-job-draft.ts";

/** Returns what a known customer adds to a new job: only what is not typed yet. The newest address comes with its access. */
export const filledFrom = (draft: NewJob, match: MatchedCustomer): Partial<NewJob> => {
  const address = match.addresses.at(-1);
  const isAddressTyped = [draft.address, draft.street, draft.city, draft.postal_code].some(
    (text) => text.trim() !== "",
  );
  return {
    customer: match.id,
    customerName: match.name,
    ...(draft.name.trim() === "" ? { name: match.name } : {}),
    ...(draft.email.trim() === "" ? { email: match.emails[0] ?? "" } : {}),
    ...(address === undefined || isAddressTyped
      ? {}
      : {
          street: address.street,
          city: address.city,
          state: address.state ?? "",
          postal_code: address.postal_code,
          ...(draft.access.trim() === "" ? { access: address.notes ?? "" } : {}),
        }),
  };
};
