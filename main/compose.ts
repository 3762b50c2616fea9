import { instantOf, type Clock } from "../domain/clock.ts";
import { expiryOf } from "../domain/expiry.ts";
import type { Job } from "../domain/job.ts";
import type { Random } from "../domain/random.ts";
import type { Settings } from "../domain/settings.ts";
import type { Channels } from "../notify/channels.ts";
import { objectHeaders } from "../edge/object-headers.ts";
import { createApp } from "../http/app.ts";
import { isAwaitingWords, pageTexts } from "../http/inbox/page-texts.ts";
import type { LogRecord, Watch } from "../http/request-log.ts";
import type { Origin } from "../http/route.ts";
import { queueEvents } from "../notify/webhook/queue-events.ts";
import { createServices, type Services } from "../http/services.ts";
import { siteFiles } from "../projection/site-files.ts";
import { trackedJob } from "../projection/tracked-job.ts";
import { ActivityIndexingPublisher } from "../store/activity-indexing-publisher.ts";
import { StoreUnavailable } from "../store/job-store.ts";
import type { StoresOptions } from "../store/open-stores.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { publishFiles } from "../store/site-files/publish-files.ts";
import { PublishingSettingsStore } from "../store/site-files/publishing-settings-store.ts";
import { createTrackedViews } from "../store/tracked-views/tracked-views.ts";
import { appendMessage } from "./append-message.ts";
import type { ChannelStores } from "./channels.ts";
import { messagePlan } from "./message-plan.ts";
import { messageSender, replySender } from "./senders.ts";

/**
 * Joins stores, projections and the API into one Tailboard. The server composes it on the configured stores, and the
 * tests on memory with a clock that they advance.
 */

export interface StoreParts {
  clock: Clock;
  random: Random;
  report: (error: unknown) => void;
  /** Identifies this process in leases. */
  process: string;
  timeZone: string;
  /** Returns the channels that the sender and the calls share. */
  channels: (stores: ChannelStores) => Channels;
  /** Returns the public addresses, for the links in messages. A message that goes out before they are known waits. */
  urls: () => Services["urls"];
}

/** The options of every job store: how to render a tracked view, and where to publish it. */
export const storeOptions = (
  parts: StoreParts,
  publicObjects: ObjectStore,
): Omit<StoresOptions, "objects" | "takesTurns" | "spread_bytes"> => ({
  ...parts,
  publisher: ({ settings: store, activity, conversations }) => {
    const { clock, random, report } = parts;
    // A view is rendered once for each revision of the job and of the settings.
    const rendered = new WeakMap<Job, { settings: number; json: string }>();
    const jsonOf = async (job: Job, settings: Settings): Promise<string> => {
      const known = rendered.get(job);
      if (known?.settings === settings.rev) return known.json;
      const texts = await pageTexts({ conversations, report }, job);
      // Published without them, the page would show them only with the job's next change.
      if (isAwaitingWords(job, texts, clock.now()))
        throw new StoreUnavailable(new Error("The words of a message are not filed yet"));
      const json = JSON.stringify(trackedJob(job, settings, texts));
      rendered.set(job, { settings: settings.rev, json });
      return json;
    };
    const views = createTrackedViews({
      objects: publicObjects,
      headersOf: objectHeaders,
      random,
      render: async (job) => {
        const now = await store.read();
        const expires = expiryOf(job, now);
        return {
          json: await jsonOf(job, now),
          expired: expires !== null && expires <= instantOf(clock.now()),
        };
      },
    });
    return new ActivityIndexingPublisher(views, activity, clock);
  },
  plan: messagePlan,
  append: ({ conversations }) => appendMessage(conversations),
  hook: ({ webhooks }) => queueEvents(webhooks, parts.clock),
  sender: (stores) => messageSender({ ...parts, channels: parts.channels(stores) }, stores),
});

export type ComposeOptions = Parameters<typeof createServices>[0] & { publicObjects: ObjectStore };

/** Makes the services on opened stores, and the app that serves one origin or both. */
export const compose = ({ publicObjects, ...options }: ComposeOptions) => {
  const { clock, urls, report } = options;
  const publish = (settings: Settings) =>
    publishFiles(publicObjects, siteFiles(settings, urls.site, clock.now()), objectHeaders);
  const services: Services = createServices({
    ...options,
    settings: new PublishingSettingsStore(options.settings, publish, report),
  });
  const replies = replySender({ ...options, urls: () => urls }, options);
  return {
    services,
    /** Sends what people of the office answered. Returns how many answers are due and still wait. */
    drainReplies: () => options.conversations.drain(replies),
    /** Publishes the small files of the business if they are missing or outdated. */
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
