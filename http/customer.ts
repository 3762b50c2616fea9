import type { Context } from "hono";
import type { CustomerEdit } from "../domain/customer/edit-customer.ts";
import { isCustomerId, type CustomerId } from "../domain/customer/customer-id.ts";
import { DomainError, invalid } from "../domain/domain-error.ts";
import { withoutUndefined } from "../domain/field-table.ts";
import type { Job, Location } from "../domain/job.ts";
import type { JobId } from "../domain/job-id.ts";
import type { Settings } from "../domain/settings.ts";
import { customerOfJob, customerView, type CustomerOfJob, type CustomerView } from "../projection/customer-view.ts";
import type { StoredCustomer } from "../store/customer-store.ts";
import { UnreadableDocument } from "../store/job-store.ts";
import { doesNotText } from "./inbox/does-not-text.ts";
import { readPhone } from "./phone.ts";
import type { HttpEnv } from "./route.ts";
import type { Services } from "./services.ts";

/** Customers as owners and dispatchers read and change them. */

export const existingCustomer = async ({ customers }: Services, id: string): Promise<StoredCustomer> => {
  const record = isCustomerId(id) ? await customers.find(id) : null;
  if (record === null) throw notFound();
  return record;
};

/** Finds the other customer that a body names. */
export const otherCustomerOf = async ({ customers }: Services, from: string): Promise<StoredCustomer> => {
  const record = isCustomerId(from) ? await customers.find(from) : null;
  if (record === null) throw unknownCustomer("/from");
  return record;
};

export const unknownCustomer = (field: string): DomainError =>
  invalid({ field, code: "unknown_customer", message: "Unknown customer. Choose one from the list of customers." });

/** Returns the field of a job whose customer a person chose. A customer that was merged stands for the other one. */
export const chooseCustomer = async ({ customers }: Services, id: string): Promise<{ customer_record: CustomerId }> => {
  const record = isCustomerId(id) ? await customers.findLive(id) : null;
  if (record === null) throw unknownCustomer("/customer/id");
  return { customer_record: record.id };
};

export const notFound = (): DomainError => new DomainError("not_found", "Customer not found.");

export const viewOf = async (services: Services, record: StoredCustomer): Promise<CustomerView> => {
  const { jobs } = services;
  const recent = await Promise.all(record.jobs.slice(0, mostRecent).map((id) => findReadable(jobs, id)));
  return customerView(
    record,
    recent.filter((job) => job !== null),
    { do_not_text: await doesNotText(services, record) },
  );
};

/** Sets the ETag and returns the customer as a response shows it. */
export const answerOf = async (
  services: Services,
  c: Context<HttpEnv>,
  record: StoredCustomer | null,
): Promise<CustomerView> => {
  if (record === null) throw notFound();
  c.header("ETag", `"${record.rev}"`);
  return await viewOf(services, record);
};

/** Throws `stale` unless the record still has the revision that the caller read. */
export const assertRev = (record: StoredCustomer, rev: number): void => {
  if (record.rev !== rev)
    throw new DomainError("stale", "Another person changed this customer. Check the new version, then try again.");
};

/** Adds the newest version of the customer to a `stale` error. Other errors pass unchanged. */
export const withCurrent = async <T>(services: Services, id: CustomerId, attempt: () => Promise<T>): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "stale") throw error;
    const current = await viewOf(services, await existingCustomer(services, id));
    throw new DomainError("stale", error.message, { facts: { current } });
  }
};

/** Returns the part of an answer for one job that says who the customer is. */
export const customerPart = async (
  services: Pick<Services, "customers" | "conversations" | "report">,
  job: Job,
): Promise<{ customer_record: CustomerOfJob | null }> => {
  const { customers, report } = services;
  try {
    const record = await customers.ofJob(job);
    if (record === null) return { customer_record: null };
    return { customer_record: customerOfJob(record, { do_not_text: await doesNotText(services, record) }) };
  } catch (error) {
    // A damaged record must not hide the job. The doctor names it.
    if (!(error instanceof UnreadableDocument)) throw error;
    report(error);
    return { customer_record: null };
  }
};

/** Returns an edit with phone numbers as jobs store them. */
export const readEdit = (input: EditInput, settings: Settings): CustomerEdit => {
  const { phones, addresses, ...rest } = input;
  return withoutUndefined<CustomerEdit>({
    name: rest.name,
    company: rest.company,
    emails: rest.emails,
    notes: rest.notes,
    tags: rest.tags,
    tax_exempt: rest.tax_exempt,
    language: rest.language,
    phones: phones?.map(({ number, label }, index) => ({
      number: readPhone(number, settings, `/phones/${index}/number`),
      ...(label === undefined ? {} : { label }),
    })),
    addresses: addresses?.map(readAddress),
  });
};

type EditInput = { [Name in keyof CustomerEdit]?: Loose<CustomerEdit[Name]> | undefined };
type Loose<Value> = Value extends (infer Item)[] ? LooseFields<Item>[] : Value;
type LooseFields<Item> = Item extends object
  ? { [Name in keyof Item]: undefined extends Item[Name] ? Item[Name] | undefined : Item[Name] }
  : Item;

const readAddress = ({ state, notes, ...rest }: LooseFields<Location>): Location => ({
  ...rest,
  ...(state === undefined ? {} : { state }),
  ...(notes === undefined || notes === "" ? {} : { notes }),
});

/** A damaged day must not hide a customer. */
export const findReadable = async (jobs: Services["jobs"], id: JobId): Promise<Job | null> => {
  try {
    return await jobs.find(id);
  } catch (error) {
    if (error instanceof UnreadableDocument) return null;
    throw error;
  }
};

const mostRecent = 20;
