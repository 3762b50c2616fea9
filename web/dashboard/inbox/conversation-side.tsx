import { useCallback } from "preact/hooks";

import { phoneText, telLink } from "../../shared/format.ts";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/inbox.ts";
import type { AppContext } from "../app-context.ts";
import { KindIcon } from "../icon.tsx";
import { StatusChip } from "../job/status-chip.tsx";
import { valueText } from "../job/value-text.ts";
import { linkTo } from "../navigation.ts";
import { useLoaded } from "../page/use-loaded.ts";
import type { Conversation } from "./conversation.ts";
import type { Patch } from "./conversation-view.tsx";

interface Props {
  app: AppContext;
  value: Conversation;
  patch: Patch;
}

/** Beside the thread: the newest job of the customer, and how to reach them. */
export const ConversationSide = ({ app, value, patch }: Props) => {
  const newest = value.jobs.at(-1);
  const { contact } = value;
  return (
    <aside class="inbox-side">
      {newest !== undefined && <JobBox key={newest} app={app} id={newest} others={value.jobs.length - 1} />}
      {contact !== null && contact.kind !== "job" && (
        <section class="inbox-box">
          <h3>
            <bdi>{value.name}</bdi>
          </h3>
          <p class="num">
            {contact.kind === "phone" ? (
              <a href={telLink(contact.value)}>{phoneText(contact.value)}</a>
            ) : (
              <a href={`mailto:${encodeURIComponent(contact.value)}`}>{contact.value}</a>
            )}
          </p>
          {value.flags.unsubscribed === true && <p class="quiet small">{message.unsubscribed}</p>}
          {contact.kind === "phone" && (
            <label class="inbox-switch">
              <input
                type="checkbox"
                name="do_not_text"
                checked={value.do_not_text}
                onChange={({ currentTarget: { checked } }) =>
                  void patch({ do_not_text: checked }, checked ? message.doNotTextOn : message.doNotTextOff, {
                    do_not_text: !checked,
                  })
                }
              />
              {message.doNotText}
            </label>
          )}
        </section>
      )}
    </aside>
  );
};

const JobBox = ({ app, id, others }: { app: AppContext; id: string; others: number }) => {
  const { api, format, navigation, browser } = app;
  const load = useCallback(() => api.getJob({ id }), [api, id]);
  const { value: job } = useLoaded<Job>(load, () => undefined);
  const open = linkTo(navigation, { place: "jobs", job: id, conversation: null });
  if (job === null)
    return (
      <section class="inbox-box">
        <a class="num" {...open}>
          {id}
        </a>
      </section>
    );
  const { pricing, location, service } = job;
  return (
    <section class="inbox-box" data-job={id}>
      <p class="inbox-box-head">
        <KindIcon rental={job.rental !== undefined} />
        <b>{service.name}</b>
        {pricing !== undefined && <span class="num">{format.money(pricing.total_cents, pricing.currency)}</span>}
      </p>
      <p class="quiet small">
        {[location.street, location.city].filter(Boolean).join(", ")}
        <br />
        {whenOf(app, job)}
      </p>
      <StatusChip job={job} today={format.dayOf(browser.now())} />
      <a class="plain" {...open}>
        {message.openJob}
      </a>
      {others > 0 && <p class="quiet small">{message.otherJobs(others)}</p>}
    </section>
  );
};

const whenOf = (app: AppContext, job: Job): string => {
  const next = job.visits.find(({ state }) => state !== "done") ?? job.visits.at(-1);
  const window = next?.window ?? null;
  const value =
    next?.day === null || next === undefined
      ? ""
      : `${next.day}${window === null ? "" : ` ${window.start}-${window.end}`}`;
  return valueText(app, "when", value);
};
