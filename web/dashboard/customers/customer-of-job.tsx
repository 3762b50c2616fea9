import { useCallback } from "preact/hooks";
import type { Customer, Job } from "../../../http/api-client.ts";
import * as message from "#message/customers.ts";
import type { AppContext } from "../app-context.ts";
import { linkTo } from "../navigation.ts";
import { useLoaded } from "../page/use-loaded.ts";

/**
 * Who the customer of a job is over all jobs. It reads the customer itself, because the revision of a job says nothing of
 * its customer's notes.
 */
export const CustomerOfJob = ({ app, job }: { app: AppContext; job: Job }) => {
  const id = job.customer_record?.id;
  return id === undefined ? null : <Known key={id} app={app} id={id} job={job.id} />;
};

const Known = ({ app, id, job }: { app: AppContext; id: string; job: string }) => {
  const { api, navigation, format } = app;
  const load = useCallback(() => api.getCustomer({ id }), [api, id]);
  const { value } = useLoaded<Customer>(load, () => undefined);
  if (value === null) return null;
  const others = value.recent_jobs.filter((one) => one.id !== job).slice(0, 3);
  return (
    <section class="customer-of-job" data-customer={id}>
      <p class="customer-of-job-head">
        <span class="small quiet">{message.ofJob}</span>
        <a {...linkTo(navigation, { place: "customers", customer: id, job: null, creating: false })}>
          <bdi>{value.name}</bdi>
        </a>
        <span class="quiet num">{message.jobs(value.jobs.length)}</span>
        {value.tags.map((tag) => (
          <span key={tag} class="tag-chip">
            {tag}
          </span>
        ))}
      </p>
      {value.notes !== null && <p class="customer-notes">{value.notes}</p>}
      {others.length > 0 && (
        <ul class="customer-job-list">
          {others.map((one) => (
            <li key={one.id}>
              <a {...linkTo(navigation, { job: one.id })}>
                <span class="num">{format.day(one.day)}</span>
                <span>{one.service}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
