import { useCallback, useEffect, useState } from "preact/hooks";
import type { Customer } from "../../../http/api-client.ts";
import type { Answer } from "../../../http/client.ts";
import * as message from "#message/customers.ts";
import * as dashboard from "#message/dashboard.ts";
import * as jobText from "#message/jobs.ts";
import type { AppContext } from "../app-context.ts";
import { problemText } from "../form/problem-text.ts";
import { linkTo } from "../navigation.ts";
import { LoadingPage } from "../page/loading-page.tsx";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { useLoaded } from "../page/use-loaded.ts";
import { CustomerForm } from "./customer-form.tsx";
import { Duplicates } from "./duplicates.tsx";
import { MergedCustomers } from "./merged.tsx";
import { showTitle } from "../page-title.ts";

/** One customer: who they are, their jobs, and who may be the same person. */
export const CustomerPage = ({ app, id }: { app: AppContext; id: string }) => {
  const { api, navigation } = app;
  const load = useCallback(() => api.getCustomer({ id }), [api, id]);
  // The calls of staff show the sign-in themselves.
  const { value, trouble, reload, change } = useLoaded<Customer>(load, nothing);
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  useEffect(() => {
    if (value !== null) showTitle(dashboard.title(value.name));
  }, [value?.name]);
  if (value === null) {
    const { title, loadingOne: loading, failedOne: failed } = message;
    return <LoadingPage {...{ title, loading, failed, trouble }} onRetry={() => void reload()} />;
  }
  /** Shows what a call answered, or why it was refused. */
  const show = (answer: Answer<Customer>, notice: Undoable) => {
    if (answer.ok) change(() => answer.value);
    else void reload();
    setDone(answer.ok ? notice : { text: problemText(answer.problem), undo: null });
  };
  const unmerge = async (from: string, rev: number) =>
    show(await api.unmergeCustomers({ id, rev, body: { from } }), { text: message.separated, undo: null });
  return (
    <main class="page customer-page">
      <a class="quiet small" {...linkTo(navigation, { customer: null })}>
        ‹ {message.back}
      </a>
      <header class="page-head">
        <h1>
          <bdi>{value.name}</bdi>
        </h1>
      </header>
      {value.merged_into !== null && (
        <section class="page-card" role="note">
          <p>{message.pointer}</p>
          <a class="plain" {...linkTo(navigation, { customer: value.merged_into })}>
            {message.openSurvivor}
          </a>
        </section>
      )}
      {value.is_merging && <p role="note">{message.interrupted}</p>}
      <Duplicates app={app} customer={value} show={show} undo={unmerge} />
      <div class="customer-columns">
        <CustomerForm key={value.id} app={app} customer={value} changed={(next) => change(() => next)} />
        <Jobs app={app} customer={value} />
      </div>
      <MergedCustomers app={app} customer={value} separate={(from) => void unmerge(from, value.rev)} />
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

const Jobs = ({ app: { navigation, format }, customer }: { app: AppContext; customer: Customer }) => {
  const { recent_jobs: recent, jobs } = customer;
  const older = jobs.length - recent.length;
  return (
    <section class="page-card customer-jobs-card">
      <h2>{message.jobsTitle}</h2>
      {recent.length === 0 && <p class="quiet">{message.noJobs}</p>}
      <ul class="customer-job-list">
        {recent.map(({ id, day, service, status }) => (
          <li key={id} data-job={id}>
            <a {...linkTo(navigation, { place: "jobs", job: id, customer: null })}>
              <span class="num">{format.day(day)}</span>
              <span>{service}</span>
              <span class="quiet">{jobText.statuses[status]}</span>
            </a>
          </li>
        ))}
      </ul>
      {older > 0 && <p class="quiet small">{message.olderJobs(older)}</p>}
    </section>
  );
};

const nothing = (): void => undefined;
