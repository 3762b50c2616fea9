import { expiryOf } from "../../domain/expiry.ts";
import { instantOf, type Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import { trackedJob } from "../../projection/tracked-job.ts";
import { openDayDocuments } from "../../store/day-documents/open-day-documents.ts";
import { openDynamoDb } from "../../store/dynamodb/open-dynamodb.ts";
import type { Publisher, Sender } from "../../store/job-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import type { SettingsStore } from "../../store/settings-store.ts";
import { createTrackedViews } from "../../store/tracked-views/tracked-views.ts";
import type { Kept } from "./place.ts";
import { asPublicStore } from "../simulation/as-public-store.ts";

export type OpenedStore = Omit<ReturnType<typeof openDayDocuments>, "documents"> & {
  /** Missing if the store has no documents. */
  documents?: ReturnType<typeof openDayDocuments>["documents"];
};

export interface StoreParts {
  kept: Kept;
  clock: Clock;
  random: Random;
  process: string;
  report: (error: unknown) => void;
  sender: Sender;
  /** Called after each publication. */
  published: (job: string, rev: number, real: boolean) => void;
  /** Throws if a publication must fail. */
  mayPublish: () => void;
}

/** Opens the store as main/ does, but publishes a real view only for every eighth job, to save time. */
export const openStore = ({ kept, published, mayPublish, ...parts }: StoreParts): OpenedStore => {
  const { clock, random } = parts;
  const shared = {
    ...parts,
    timeZone: "America/Los_Angeles",
    publisher: (settings: SettingsStore) =>
      publisherOf(settings, { objects: kept.public, clock, random, published, mayPublish }),
  };
  return "wire" in kept
    ? openDynamoDb({ ...shared, wire: kept.wire })
    : openDayDocuments({ ...shared, objects: kept.private });
};

type Publishing = Pick<StoreParts, "clock" | "random" | "published" | "mayPublish"> & { objects: ObjectStore };

const publisherOf = (store: SettingsStore, { objects, clock, random, ...tell }: Publishing): Publisher => {
  const views = createTrackedViews({
    objects: asPublicStore(objects),
    headersOf: objectHeaders,
    random,
    render: async (job) => {
      const settings = await store.read();
      const expires = expiryOf(job, settings);
      return {
        json: JSON.stringify(trackedJob(job, settings)),
        expired: expires !== null && expires <= instantOf(clock.now()),
      };
    },
  });
  return {
    standing: async (job) => (hasView(job.id) ? await views.standing(job) : "current"),
    publish: async (job) => {
      tell.mayPublish();
      const real = hasView(job.id);
      if (real) await views.publish(job);
      tell.published(job.id, job.rev, real);
    },
  };
};

/** Depends only on the id, so that the checker knows it too. */
export const hasView = (job: string): boolean => job.charCodeAt(job.length - 1) % 8 === 0;
