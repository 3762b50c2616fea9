import type { Settings } from "../domain/settings.ts";
import { objectHeaders } from "../edge/object-headers.ts";
import { createApp } from "../http/app.ts";
import type { LogRecord, Watch } from "../http/request-log.ts";
import type { Origin } from "../http/route.ts";
import { createServices, type Services } from "../http/services.ts";
import { siteFiles } from "../projection/site-files.ts";
import type { OfficeAlertStore } from "../store/office-alert-store.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { publishFiles } from "../store/site-files/publish-files.ts";
import { PublishingSettingsStore } from "../store/site-files/publishing-settings-store.ts";
import { atMost } from "./at-most.ts";
import { officeWatch, replySender } from "./senders.ts";

/**
 * Joins stores, projections and the API into one Tailboard. The server composes it on the configured stores, and the
 * tests on memory with a clock that they advance.
 */

export type ComposeOptions = Omit<Parameters<typeof createServices>[0], "sendReplyNow"> & {
  publicObjects: ObjectStore;
  officeAlerts: OfficeAlertStore;
};

/** Makes the services on opened stores, and the app that serves one origin or both. */
export const compose = ({ publicObjects, ...options }: ComposeOptions) => {
  const { clock, urls, report } = options;
  const publish = (settings: Settings) =>
    publishFiles(publicObjects, siteFiles(settings, urls.site, clock.now()), objectHeaders);
  const sending = { ...options, urls: () => urls };
  const replies = replySender(sending, options);
  const services: Services = createServices({
    ...options,
    settings: new PublishingSettingsStore(options.settings, publish, report),
    sendReplyNow: (id) => atMost(options.conversations.attempt(id, replies), replyWait_ms),
  });
  const watch = officeWatch(sending, options);
  return {
    services,
    /** Sends what people of the office answered. Returns how many answers are due and still wait. */
    drainReplies: () => options.conversations.drain(replies),
    /** Tells the office what was not sent, and what the digest of an hour holds. Runs after each drain; never rejects. */
    runAlerts: () => watch.runIfDue(),
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

/** How long an answer in the Inbox waits for its provider. */
const replyWait_ms = 5_000;
