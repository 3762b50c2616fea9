import { useCallback } from "preact/hooks";
import type { Customer } from "../../../http/api-client.ts";
import type { Answer } from "../../../http/client.ts";
import { phoneText } from "../../../domain/phone.ts";
import * as message from "#message/customers.ts";
import type { AppContext } from "../app-context.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { useLoaded } from "../page/use-loaded.ts";

interface Props {
  app: AppContext;
  customer: Customer;
  show: (answer: Answer<Customer>, notice: Undoable) => void;
  /** Undoes a merge of this customer, given its revision after the merge. */
  undo: (from: string, rev: number) => Promise<void>;
}

/** The customers that may be the same person, each beside this one. */
export const Duplicates = (props: Props) => {
  const { customer } = props;
  if (customer.possible_duplicates.length === 0 || customer.merged_into !== null) return null;
  return (
    <section class="page-card customer-duplicates">
      <h2>{message.duplicates}</h2>
      {customer.possible_duplicates.map((id) => (
        <Duplicate key={id} {...props} id={id} />
      ))}
    </section>
  );
};

const Duplicate = ({ app, customer, show, undo, id }: Props & { id: string }) => {
  const { api, browser } = app;
  const load = useCallback(() => api.getCustomer({ id }), [api, id]);
  const { value: other } = useLoaded<Customer>(load, nothing);
  if (other === null || other.merged_into !== null) return null;
  const merge = async () => {
    const { rev } = customer;
    const answer = await api.mergeCustomers({ id: customer.id, rev, body: { from: id }, key: browser.key() });
    const after = answer.ok ? answer.value.rev : rev;
    show(answer, { text: message.merged(other.name), undo: () => void undo(id, after) });
  };
  const tellApart = async () => {
    const answer = await api.distinguishCustomers({ id: customer.id, body: { from: id }, key: browser.key() });
    show(answer, { text: message.toldApart(other.name), undo: null });
  };
  return (
    <div class="customer-pair" data-duplicate={id}>
      <Side app={app} title={message.thisOne} customer={customer} />
      <Side app={app} title={message.otherOne} customer={other} />
      <p class="customer-pair-acts">
        <button type="button" class="orange" onClick={() => void merge()}>
          {message.merge}
        </button>
        <button type="button" class="plain" onClick={() => void tellApart()}>
          {message.notSame}
        </button>
      </p>
    </div>
  );
};

const Side = ({ app, title, customer }: { app: AppContext; title: string; customer: Customer }) => {
  const { name, company, phones, emails, addresses, jobs, recent_jobs: recent } = customer;
  const [newest] = recent;
  return (
    <div class="customer-side">
      <p class="small quiet">{title}</p>
      <p>
        <b>
          <bdi>{name}</bdi>
        </b>
        {company !== null && <bdi> · {company}</bdi>}
      </p>
      <ul>
        {phones.map(({ number }) => (
          <li key={number} class="num">
            {phoneText(number)}
          </li>
        ))}
        {emails.map((email) => (
          <li key={email}>
            <bdi>{email}</bdi>
          </li>
        ))}
        {addresses.map(({ street, city }) => (
          <li key={street}>
            <bdi>
              {street}, {city}
            </bdi>
          </li>
        ))}
      </ul>
      <p class="quiet small">
        {message.jobs(jobs.length)}
        {newest !== undefined && `, ${message.last(app.format.day(newest.day))}`}
      </p>
    </div>
  );
};

const nothing = (): void => undefined;
