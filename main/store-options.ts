import { instantOf, type Clock } from "../domain/clock.ts";
import { expiryOf } from "../domain/expiry.ts";
import type { Job } from "../domain/job.ts";
import { languageOf } from "../domain/message/contact-choice.ts";
import type { Random } from "../domain/random.ts";
import type { Settings } from "../domain/settings.ts";
import { objectHeaders } from "../edge/object-headers.ts";
import { isAwaitingWords, pageTexts } from "../http/inbox/page-texts.ts";
import type { Services } from "../http/services.ts";
import type { Channels } from "../notify/channels.ts";
import { queueEvents } from "../notify/webhook/queue-events.ts";
import { trackedJob } from "../projection/tracked-job.ts";
import { ActivityIndexingPublisher } from "../store/activity-indexing-publisher.ts";
import { StoreUnavailable } from "../store/job-store.ts";
import type { StoresOptions } from "../store/open-stores.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { createTrackedViews } from "../store/tracked-views/tracked-views.ts";
import { appendMessage } from "./append-message.ts";
import type { ChannelStores } from "./channels.ts";
import { messagePlan } from "./message-plan.ts";
import { messageSender } from "./senders.ts";

export interface StoreParts {
  clock: Clock;
  random: Random;
  report: (error: unknown) => void;
  /** Identifies this process in leases. */
  process: string;
  timeZone: string;
  remembered?: StoresOptions["remembered"];
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
  publisher: ({ settings: store, activity, conversations, identity }) => {
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
      const { id } = await identity.read();
      const json = JSON.stringify(
        trackedJob(job, settings, { store: id, language: languageOf(job.customer, settings.business), texts }),
      );
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
