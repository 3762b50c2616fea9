import { createHmac } from "node:crypto";
import type { CustomerId } from "../../domain/customer/customer-id.ts";
import type { JobId } from "../../domain/job-id.ts";
import { basePhone } from "../../domain/phone.ts";
import type { ContactKey, ContactStore } from "../contact-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";
import type { IdentityLog } from "./identity.ts";

/** One object for each contact. */
export class Contacts implements ContactStore {
  readonly #objects: JsonObjects;
  readonly #identity: Pick<IdentityLog, "salt" | "isMade">;

  constructor(objects: JsonObjects, identity: Pick<IdentityLog, "salt" | "isMade">) {
    this.#objects = objects;
    this.#identity = identity;
  }

  async keysOf({ phone, email }: { phone?: string | undefined; email?: string | undefined }): Promise<ContactKey[]> {
    if (phone === undefined && email === undefined) return [];
    const salt = await this.#identity.salt();
    const hashOf = (name: string) => createHmac("sha256", salt).update(name).digest("base64url");
    return [
      ...(phone === undefined ? [] : [{ kind: "phone" as const, hash: hashOf(basePhone(phone)) }]),
      ...(email === undefined ? [] : [{ kind: "email" as const, hash: hashOf(email.toLowerCase()) }]),
    ];
  }

  /** False if no contact was ever stored. Until then `keysOf` would write. */
  hasKey(): Promise<boolean> {
    return this.#identity.isMade();
  }

  async jobsOf(contact: string): Promise<JobId[]> {
    return (await this.#read(contact)).jobs;
  }

  async note(contact: string, job: JobId, over: JobId[]): Promise<void> {
    await this.#change(contact, (value) => {
      const { jobs } = value;
      const left = jobs.filter((id) => !over.includes(id));
      if (left.includes(job) && left.length === jobs.length) return value;
      return { ...value, jobs: [...left.filter((id) => id !== job), job].slice(-mostJobs) };
    });
  }

  async customersOf(contact: string): Promise<CustomerId[]> {
    return (await this.#read(contact)).customers ?? [];
  }

  async claim(contact: string, seen: readonly CustomerId[], next: readonly CustomerId[]): Promise<boolean> {
    return await this.#objects.change<Contact, boolean>(documentKeys.contact(contact), (value) => {
      const before = value?.customers ?? [];
      if (isEqual(before, next)) return { value, result: true };
      if (!isEqual(before, seen)) return { value, result: false };
      return { value: { ...(value ?? empty), customers: [...next] }, result: true };
    });
  }

  async changeCustomers(contact: string, { add, remove }: { add?: CustomerId; remove?: CustomerId }): Promise<void> {
    await this.#change(contact, (value) => {
      const before = value.customers ?? [];
      const left = before.filter((id) => id !== remove);
      const next = add === undefined || left.includes(add) ? left : [...left, add].slice(-mostCustomers);
      return isEqual(before, next) ? value : { ...value, customers: next };
    });
  }

  /** Removes jobs and customers from a contact. One that has neither any more is removed. */
  async leave(contact: string, gone: { jobs: readonly JobId[]; customers: readonly CustomerId[] }): Promise<void> {
    await this.#change(contact, (value) => {
      const { jobs, customers = [] } = value;
      const left = {
        jobs: jobs.filter((id) => !gone.jobs.includes(id)),
        customers: customers.filter((id) => !gone.customers.includes(id)),
      };
      return left.jobs.length === jobs.length && left.customers.length === customers.length ? value : left;
    });
    await this.#objects.removeIf<Contact>(
      documentKeys.contact(contact),
      ({ jobs, customers = [] }) => jobs.length === 0 && customers.length === 0,
    );
  }

  async #read(contact: string): Promise<Contact> {
    return (await this.#objects.read<Contact>(documentKeys.contact(contact))) ?? empty;
  }

  /** Writes nothing if `apply` returns the value that it got. */
  async #change(contact: string, apply: (value: Contact) => Contact): Promise<void> {
    await this.#objects.change<Contact, undefined>(documentKeys.contact(contact), (value) => {
      const before = value ?? empty;
      const after = apply(before);
      return { value: after === before ? value : after, result: undefined };
    });
  }
}

interface Contact {
  /** Oldest first. */
  jobs: JobId[];
  /** The earliest claim first. Left out in objects that are older than customer records. */
  customers?: CustomerId[];
}

const empty: Contact = { jobs: [] };

const isEqual = (one: readonly string[], other: readonly string[]): boolean => one.join(" ") === other.join(" ");

/** Many more than may be open at a time. */
const mostJobs = 20;
export const mostCustomers = 10;
