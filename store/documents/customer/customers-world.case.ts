import type { Job } from "../../../domain/job.ts";
import { Contacts } from "../contacts.ts";
import { JsonObjects } from "../json-objects.ts";
import { identityOn, type DocumentsWorld } from "../documents-world.case.ts";
import type { ObjectStore } from "../../port/object-store.ts";
import { Customers } from "./customers.ts";

/** A process with customers on a world. It finds the jobs that the test has made. */
export const customersOn = (world: DocumentsWorld, jobs: readonly Job[], store?: ObjectStore) => {
  const process = world.open(store);
  const objects = new JsonObjects(process);
  const contacts = new Contacts(objects, identityOn(process));
  const findJob = (id: string) => Promise.resolve(jobs.find((job) => job.id === id) ?? null);
  return { customers: new Customers({ process, objects, contacts, findJob }), contacts, reported: process.reported };
};

/** The whole state that customers leave in a store: records by id, and the sorted claims of the jobs' contacts. */
export const stateOf = async (world: DocumentsWorld, jobs: readonly Job[]) => {
  const { customers, contacts } = customersOn(world, jobs, world.store);
  const entries = (await customers.entries()).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const records = await Promise.all(entries.map(({ id }) => customers.find(id)));
  const claims: Record<string, string[]> = {};
  for (const { customer } of jobs) {
    for (const { hash } of await contacts.keysOf(customer ?? {})) claims[hash] = await contacts.customersOf(hash);
  }
  return { entries, records: records.map((record) => record && { ...record, rev: 0 }), claims };
};
