import type { Clock } from "../../domain/clock.ts";
import { freshId, type Random } from "../../domain/random.ts";
import type { ActivityStore } from "../activity-store.ts";
import type { CatalogStore } from "../catalog-store.ts";
import type { ContactStore } from "../contact-store.ts";
import type { Counters } from "../counters.ts";
import { ActivityDocuments } from "../day-documents/activity-documents.ts";
import { CatalogDocuments } from "../day-documents/catalog-documents.ts";
import { ContactDocuments } from "../day-documents/contact-documents.ts";
import { CounterDocuments } from "../day-documents/counter-documents.ts";
import { Documents } from "../day-documents/documents.ts";
import { PeopleDocuments } from "../day-documents/people-documents.ts";
import { Secrets } from "../day-documents/secrets.ts";
import { SettingsDocument } from "../day-documents/settings-document.ts";
import type { JobStore, Publisher, Sender } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import type { PeopleStore } from "../people-store.ts";
import type { SettingsStore } from "../settings-store.ts";
import type { Archive } from "../archive.ts";
import type { Upkeep } from "../upkeep.ts";
import { DynamoDbArchive } from "./archive.ts";
import { DynamoDbUpkeep } from "./upkeep.ts";
import { Days } from "./days.ts";
import { DynamoDbJobStore } from "./dynamodb-job-store.ts";
import { DynamoDbObjectStore } from "./dynamodb-object-store.ts";
import { DynamoDbTable } from "./dynamodb-table.ts";
import { Jobs } from "./jobs.ts";
import { JobWriter } from "./job-writer.ts";
import { Outbox } from "./outbox.ts";
import type { Parts } from "./part.ts";
import { Remover } from "./remover.ts";
import { Sweeper } from "./sweeper.ts";
import type { Wire } from "./wire.ts";

export interface DynamoDbOptions {
  wire: Wire;
  clock: Clock;
  random: Random;
  /** Of a store that has no settings yet. */
  timeZone: string;
  report: (error: unknown) => void;
  /** Made of the settings, since a view is shown as they say. */
  publisher: (settings: SettingsStore, activity: ActivityStore) => Publisher;
  sender: Sender;
}

/** One process's hold on a table. Any number of processes may share it. */
export const openDynamoDb = (
  options: DynamoDbOptions,
): {
  jobs: JobStore;
  settings: SettingsStore;
  people: PeopleStore;
  activity: ActivityStore;
  contacts: ContactStore;
  counters: Counters;
  catalogs: CatalogStore;
  archive: Archive;
  upkeep: Upkeep;
  secrets: Secrets;
  objects: ObjectStore;
} => {
  const { wire, clock, random, timeZone, report, publisher: makePublisher, sender } = options;
  const process = freshId(random);
  const objects = new DynamoDbObjectStore(wire, { clock, random, lifeOf });
  const documents = new Documents({ objects, clock, random, process, report }, timeZone);
  const settings = new SettingsDocument(documents);
  const secrets = new Secrets(documents);
  const table = new DynamoDbTable(wire, { clock, random });
  const days = new Days(table, () => documents.settings(), random);
  const parts: Parts = { table, jobs: new Jobs(table), days, documents, clock, random, process, report };
  const activity = new ActivityDocuments(documents);
  const publisher = makePublisher(settings, activity);
  const outbox = new Outbox(parts, publisher, sender);
  const writer = new JobWriter(parts, outbox);
  const sweeper = new Sweeper(parts, publisher);
  const jobs = new DynamoDbJobStore(parts, {
    writer,
    outbox,
    sweeper,
    remover: new Remover(parts, writer, publisher),
  });
  return {
    jobs,
    settings,
    people: new PeopleDocuments(documents),
    activity,
    contacts: new ContactDocuments(documents),
    counters: new CounterDocuments(documents, secrets),
    catalogs: new CatalogDocuments(documents),
    archive: new DynamoDbArchive(parts, writer),
    upkeep: new DynamoDbUpkeep(parts, { writer, outbox, publisher, sweeper }),
    secrets,
    objects,
  };
};

/** A session ends after 30 days, whatever anybody does. */
const lifeOf = (key: string): number | null => (key.startsWith(keys.sessions) ? 31 * 86_400 : null);
