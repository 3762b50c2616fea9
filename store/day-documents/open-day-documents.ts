import type { Archive } from "../archive.ts";
import type { ActivityStore } from "../activity-store.ts";
import type { CatalogStore } from "../catalog-store.ts";
import type { ContactStore } from "../contact-store.ts";
import type { Counters } from "../counters.ts";
import type { JobStore, Publisher, Sender } from "../job-store.ts";
import type { PeopleStore } from "../people-store.ts";
import type { SettingsStore } from "../settings-store.ts";
import type { Upkeep } from "../upkeep.ts";
import { DayArchive } from "./archive.ts";
import type { Medium } from "./committer.ts";
import { DayDocuments } from "./day-documents.ts";
import { Documents } from "./documents.ts";
import { ActivityDocuments } from "./activity-documents.ts";
import { CatalogDocuments } from "./catalog-documents.ts";
import { ContactDocuments } from "./contact-documents.ts";
import { CounterDocuments } from "./counter-documents.ts";
import { JobWriter } from "./job-writer.ts";
import { Outbox } from "./outbox.ts";
import { PeopleDocuments } from "./people-documents.ts";
import { Remover } from "./remover.ts";
import { Secrets } from "./secrets.ts";
import { SettingsDocument } from "./settings-document.ts";
import { Sweeper } from "./sweep.ts";
import { DayUpkeep } from "./upkeep.ts";

export interface DayDocumentsOptions extends Medium {
  /** Of a store that has no settings yet. */
  timeZone: string;
  /** Made of the settings, since a view is shown as they say. */
  publisher: (settings: SettingsStore, activity: ActivityStore) => Publisher;
  sender: Sender;
}

/** One process's hold on a store of day documents. Any number of processes may share the store. */
export const openDayDocuments = (
  options: DayDocumentsOptions,
): {
  jobs: JobStore;
  settings: SettingsStore;
  people: PeopleStore;
  secrets: Secrets;
  activity: ActivityStore;
  contacts: ContactStore;
  counters: Counters;
  catalogs: CatalogStore;
  documents: Documents;
  archive: Archive;
  upkeep: Upkeep;
} => {
  const { timeZone, publisher: makePublisher, sender, ...medium } = options;
  const documents = new Documents(medium, timeZone);
  const settings = new SettingsDocument(documents);
  const secrets = new Secrets(documents);
  const activity = new ActivityDocuments(documents);
  const publisher = makePublisher(settings, activity);
  const outbox = new Outbox(documents, publisher, sender);
  const writer = new JobWriter(documents, outbox);
  const jobs = new DayDocuments(documents, {
    writer,
    outbox,
    remover: new Remover(documents, writer, outbox),
    sweeper: new Sweeper(documents, publisher),
  });
  return {
    jobs,
    settings,
    people: new PeopleDocuments(documents),
    secrets,
    activity,
    contacts: new ContactDocuments(documents),
    counters: new CounterDocuments(documents, secrets),
    catalogs: new CatalogDocuments(documents),
    documents,
    archive: new DayArchive(documents, writer),
    upkeep: new DayUpkeep(documents, { writer, outbox, publisher }),
  };
};
