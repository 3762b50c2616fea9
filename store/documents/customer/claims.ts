import type { CustomerRecord } from "../../../domain/customer/customer-record.ts";
import type { ContactStore } from "../../contact-store.ts";

/** Returns the hashes of the contacts that a record claims. One that was merged into another claims nothing. */
export const claimsOf = async (
  contacts: Pick<ContactStore, "keysOf">,
  record: CustomerRecord | null,
): Promise<string[]> => {
  if (record === null || record.merged_into !== null) return [];
  const { phones, emails } = record;
  const keys = await Promise.all([
    ...phones.map(({ number }) => contacts.keysOf({ phone: number })),
    ...emails.map((email) => contacts.keysOf({ email })),
  ]);
  return keys.flat().map(({ hash }) => hash);
};
