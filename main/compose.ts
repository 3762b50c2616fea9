import { instantOf, type Clock } from "../domain/clock.ts";
import { expiryOf } from "../domain/expiry.ts";
import type { Random } from "../domain/random.ts";
import type { Settings } from "../domain/settings.ts";
import { objectHeaders } from "../edge/object-headers.ts";
import { createApp } from "../http/app.ts";
import type { LogRecord, Watch } from "../http/request-log.ts";
import type { Origin } from "../http/route.ts";
import { createServices, type Services } from "../http/services.ts";
import { siteFiles } from "../projection/site-files.ts";
import { trackedJob } from "../projection/tracked-job.ts";
import type { DayDocumentsOptions } from "../store/day-documents/open-day-documents.ts";
import { ActivityIndexingPublisher } from "../store/activity-indexing-publisher.ts";
import type { ObjectStore } from "../store/objects/object-store.ts";
import { publishFiles } from "../store/site-files/publish-files.ts";
import { PublishingSettingsStore } from "../store/site-files/publishing-settings-store.ts";
import { createTrackedViews } from "../store/tracked-views/tracked-views.ts";

/**
 * Where stores, projections and the API become one Tailboard. Main and the tests compose the same one: main on the stores
 * that its configuration names, tests on memory and a clock that they step.
 */

export interface StoreParts {
  clock: Clock;
  random: Random;
  report: (error: unknown) => void;
  /** Names this process in leases. */
  process: string;
  timeZone: string;
}

/** What every store of jobs is opened with, whatever keeps it: how a tracked view is made, and where it is published. */
export const storeOptions = (parts: StoreParts, publicObjects: ObjectStore): Omit<DayDocumentsOptions, "objects"> => ({
  ...parts,
  publisher: (store, activity) => {
    const { clock, random } = parts;
    const views = createTrackedViews({
      objects: publicObjects,
      headersOf: objectHeaders,
      random,
      render: async (job) => {
        const now = await store.read();
        const expires = expiryOf(job, now);
        return {
          json: JSON.stringify(trackedJob(job, now)),
          expired: expires !== null && expires <= instantOf(clock.now()),
        };
      },
    });
    return new ActivityIndexingPublisher(views, activity, clock);
  },
  sender: {
    timeout_ms: 10_000,
    // Nothing queues messages yet; one that is queued is parked and shown, never dropped.
    send: () => Promise.reject(new Error("No sender is set up")),
  },
});

export type ComposeOptions = Parameters<typeof createServices>[0] & { publicObjects: ObjectStore };

/** The services on opened stores, and the app that serves them at one origin or at both. */
export const compose = ({ publicObjects, ...options }: ComposeOptions) => {
  const { clock, urls, report } = options;
  const publish = (settings: Settings) =>
    publishFiles(publicObjects, siteFiles(settings, urls.site, clock.now()), objectHeaders);
  const services: Services = createServices({
    ...options,
    settings: new PublishingSettingsStore(options.settings, publish, report),
  });
  return {
    services,
    /** Publishes the business's own small files, where they are missing or no longer true. */
    publishSite: async () => await publish(await options.settings.read()),
    app: (origins: Origin[], log: (record: LogRecord) => void, watch?: Watch) =>
      createApp({
        services,
        origins,
        log,
        onFault: (error) => report(error),
        ...(watch === undefined ? {} : { watch }),
      }),
  };
};
