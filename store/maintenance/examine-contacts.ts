import { jobIdOfCustomer, type CustomerId } from "../../domain/customer/customer-id.ts";
import { shardOf } from "../../domain/customer/customer-entry.ts";
import type { CustomerRecord } from "../../domain/customer/customer-record.ts";
import { mostCustomers } from "../documents/contacts.ts";
import { claimsOf } from "../documents/customer/claims.ts";
import { documentKeys } from "../documents/document-keys.ts";
import type { Finding } from "../upkeep.ts";
import { isSettledCustomer, surveyCustomer } from "./survey-customer.ts";
import { isSettled, unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

/** True if a contact of the record does not name it, and has room for it. */
export const lacksClaim = async ({ contacts }: UpkeepContext, record: CustomerRecord): Promise<boolean> => {
  for (const hash of await claimsOf(contacts, record)) {
    const claimed = await unlessUnreadable(contacts.customersOf(hash));
    if (claimed !== "unreadable" && !claimed.includes(record.id) && claimed.length < mostCustomers) return true;
  }
  return false;
};

export const missingClaim = (id: CustomerId): Finding => ({
  kind: "contact_behind",
  where: documentKeys.customer(id),
  detail: "A phone number or email address of this customer does not name it, so its next job may get another record.",
  repairable: true,
});

export const wrongClaim = (hash: string): Finding => ({
  kind: "contact_behind",
  where: documentKeys.contact(hash),
  detail: "A phone number or email address names a customer that does not have it, or that does not exist.",
  repairable: true,
});

/** Adds the claims that a record lacks, or removes those of a contact that are wrong. Returns false if nothing is wrong. */
export const correctContact = async (context: UpkeepContext, where: string): Promise<boolean> => {
  const { contacts, customers } = context;
  if (where.startsWith(documentKeys.contacts)) {
    const hash = where.slice(documentKeys.contacts.length);
    const claimed = await contacts.customersOf(hash);
    const wrong = await wrongClaims(context, hash);
    return (
      wrong.length > 0 &&
      (await contacts.claim(
        hash,
        claimed,
        claimed.filter((id) => !wrong.includes(id)),
      ))
    );
  }
  const id = where.slice(documentKeys.customers.length);
  const record = await customers.find(id);
  if (record === null || !(await lacksClaim(context, record))) return false;
  await customers.refresh(id);
  return true;
};

/** Returns the customers that a contact names and that do not have it. */
export const wrongClaims = async (context: UpkeepContext, hash: string): Promise<CustomerId[]> => {
  const claimed = await unlessUnreadable(context.contacts.customersOf(hash));
  if (claimed === "unreadable") return [];
  const wrong: CustomerId[] = [];
  for (const id of claimed) if (await isWrong(context, hash, { id, claimed })) wrong.push(id);
  return wrong;
};

const isWrong = async (
  context: UpkeepContext,
  hash: string,
  { id, claimed }: { id: CustomerId; claimed: readonly CustomerId[] },
): Promise<boolean> => {
  const { contacts, customers, objects, clock } = context;
  const live = await unlessUnreadable(customers.findLive(id));
  if (live === "unreadable") return false;
  if (live === null) return await isNobody(context, id);
  if (!isSettledCustomer(await surveyCustomer(objects, live.id), clock.now())) return false;
  // A claim of a merged record leads to the survivor, so it does no harm until the survivor has its own.
  if (live.id !== id) return claimed.includes(live.id);
  return !(await claimsOf(contacts, live)).includes(hash) && !(await hasJobOf(context, live, hash));
};

/** True for a claim without a record that no filing under way and no lost record explains. */
const isNobody = async ({ customers, find, clock }: UpkeepContext, id: CustomerId): Promise<boolean> => {
  const indexed = await unlessUnreadable(customers.index.read(shardOf(id)));
  if (indexed === "unreadable" || indexed.some((entry) => entry.id === id)) return false;
  const maker = jobIdOfCustomer(id);
  const job = maker === null ? null : await unlessUnreadable(find(maker));
  return job === null || (job !== "unreadable" && isSettled(job, clock.now()));
};

/** A full record has jobs whose contact did not fit into it. Their contact names the record all the same. */
const hasJobOf = async (
  { contacts, find }: UpkeepContext,
  { jobs }: CustomerRecord,
  hash: string,
): Promise<boolean> => {
  for (const id of jobs) {
    const job = await unlessUnreadable(find(id));
    if (job === "unreadable") return true;
    if ((await contacts.keysOf(job?.customer ?? {})).some((key) => key.hash === hash)) return true;
  }
  return false;
};
