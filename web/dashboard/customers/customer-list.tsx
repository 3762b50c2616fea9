import { useRef } from "preact/hooks";
import type { CustomerPage as Page, ListedCustomer } from "../../../http/api-client.ts";
import { phoneText } from "../../../domain/phone.ts";
import * as message from "#message/customers.ts";
import type { AppContext } from "../app-context.ts";
import { problemText } from "../form/problem-text.ts";
import { useKey } from "../keys.ts";
import { ListFilters, SearchFilter } from "../list/list-filters.tsx";
import { useList } from "../list/use-list.ts";
import { linkTo } from "../navigation.ts";
import { LoadFailed } from "../page/load-failed.tsx";
import { noFilter } from "../route.ts";

/** Every customer, the one with the newest job first. */
export const CustomerList = ({ app }: { app: AppContext }) => {
  const { api, browser, navigation } = app;
  const { filter } = navigation.route;
  const q = filter.q.trim();
  // One letter is too short for a search, so the list ignores it.
  const query = { q: Array.from(q).length < 2 ? "" : q, tag: filter.tag, cursor: filter.cursor, limit: "50" };
  const list = useList<ListedCustomer, Page>({ browser, query: filter, read: () => api.listCustomers(query) });
  const search = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  useKey("/", () => {
    search.current?.focus();
    search.current?.select();
  });
  const choose = (change: { q?: string; tag?: string }) =>
    navigation.go({ filter: { ...filter, ...change, cursor: "" } }, true);
  const turn = (cursor: string) => navigation.go({ filter: { ...filter, cursor } });
  const onStep = (event: KeyboardEvent) => stepRow(event, rows.current);
  return (
    <main class="customers" aria-busy={list.isStale}>
      <h1>{message.title}</h1>
      <ListFilters
        class="customers-filters"
        clear={filter.q === "" && filter.tag === "" ? null : message.clear}
        onClear={() => navigation.go({ filter: noFilter })}
      >
        <SearchFilter
          label={message.search}
          hint={message.searchHint}
          value={filter.q}
          choose={(text) => choose({ q: text })}
          input={search}
          onKeyDown={onStep}
        />
        {filter.tag !== "" && (
          <p class="customers-tag">
            <span class="small">{message.tag}</span>
            <span class="tag-chip">{filter.tag}</span>
          </p>
        )}
      </ListFilters>
      <p class="quiet small" role="status">
        {list.page !== null && message.found(list.items.length, list.page.next_cursor !== null)}
      </p>
      {list.query === null && <p class="page-late quiet">{message.loading}</p>}
      {list.failure !== null && (
        <LoadFailed
          class="page-card"
          title={message.failed}
          more={problemText(list.failure.problem)}
          onRetry={list.refresh}
        />
      )}
      {list.page !== null && list.items.length === 0 && (
        <section class="jobs-empty">
          <h2>{message.empty}</h2>
          <p class="quiet">{message.emptyMore}</p>
        </section>
      )}
      {list.items.length > 0 && (
        <ul class="customer-rows" ref={rows} onKeyDown={onStep}>
          {list.items.map((customer) => (
            <Row key={customer.id} app={app} customer={customer} />
          ))}
        </ul>
      )}
      <div class="pages">
        {filter.cursor !== "" && (
          <button type="button" class="plain" onClick={() => turn("")}>
            {message.first}
          </button>
        )}
        {list.page !== null && list.page.next_cursor !== null && (
          <button type="button" class="plain" onClick={() => turn(list.page?.next_cursor ?? "")}>
            {message.next}
          </button>
        )}
      </div>
    </main>
  );
};

const Row = ({ app, customer }: { app: AppContext; customer: ListedCustomer }) => {
  const { navigation, format } = app;
  const { id, name, company, phones, emails, last_day: day, jobs, tags } = customer;
  const [phone] = phones;
  const [email] = emails;
  return (
    <li data-customer={id}>
      <a {...linkTo(navigation, { customer: id })}>
        <span class="customer-who">
          <b>
            <bdi>{name}</bdi>
          </b>
          <bdi class="quiet small">{company}</bdi>
        </span>
        <span class="customer-contact">
          <span class="num">{phone === undefined ? "" : phoneText(phone)}</span>
          <bdi class="quiet small">{email}</bdi>
        </span>
        <span class="customer-tags">
          {tags.map((tag) => (
            <span key={tag} class="tag-chip">
              {tag}
            </span>
          ))}
        </span>
        <span class="customer-jobs num">
          {message.jobs(jobs)}
          <span class="quiet small">{day === null ? "" : message.last(format.day(day))}</span>
        </span>
      </a>
    </li>
  );
};

/** Moves the focus to the previous or next row of a list at an arrow key. */
const stepRow = (event: KeyboardEvent, list: HTMLElement | null): void => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...(list?.querySelectorAll<HTMLElement>("li > a") ?? [])];
  const now = rows.findIndex((row) => row === document.activeElement);
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, now + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
};
