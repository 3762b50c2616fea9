import { useEffect } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { ActivityEntry, ActivityPage as Page } from "../../../http/api-client.ts";
import * as dashboard from "#message/dashboard.ts";
import * as message from "#message/activity.ts";
import { problemText } from "../form/problem-text.ts";
import { useApp, type AppContext, type AppProps } from "../app-context.ts";
import { ChoiceFilter, DateFilters, ListFilters, SearchFilter } from "../list/list-filters.tsx";
import { useList, type List } from "../list/use-list.ts";
import { LoadFailed } from "../page/load-failed.tsx";
import { noFilter, type Filter } from "../route.ts";
import { UnreadableNote } from "../unreadable-note.tsx";
import { ActivityList } from "./activity-list.tsx";
import { showTitle } from "../page-title.ts";

/** Who did what and when, for owners. The address holds the filters. */
export const ActivityPage = (props: AppProps) => {
  const found = useApp(props);
  useEffect(() => {
    showTitle(dashboard.title(message.title));
  }, []);
  if (props.session.me.role !== "owner") {
    return (
      <main class="page">
        <h1>{message.title}</h1>
        <p class="page-lead">{message.ownersOnly}</p>
      </main>
    );
  }
  if (found.app !== null) return <Activity app={found.app} />;
  return (
    <main class="page" aria-busy={!found.failed}>
      <h1>{message.title}</h1>
      {found.failed ? <Failed problem={found.problem} retry={found.again} /> : <Loading />}
    </main>
  );
};

const Activity = ({ app }: { app: AppContext }) => {
  const { q, by, from, to } = app.navigation.route.filter;
  const query = { q: Array.from(q.trim()).length < 2 ? "" : q.trim(), by, from, to };
  const read = (cursor: string) => app.api.listActivity({ ...query, cursor });
  const list = useList<ActivityEntry, Page>({ browser: app.browser, query, read });
  const isFiltered = Object.values(query).some((value) => value !== "");
  const isComplete = list.page !== null && list.page.next_cursor === null;
  const dropped = list.page?.dropped ?? 0;
  return (
    <main class="page" aria-busy={list.busy}>
      <header>
        <h1>{message.title}</h1>
        <p class="quiet">{message.lead}</p>
      </header>
      <ActivityFilters app={app} people={list.page?.people ?? []} isFiltered={isFiltered} />
      <p class="quiet small activity-count" role="status">
        {list.page !== null && message.found(list.items.length, !isComplete)}
      </p>
      <UnreadableNote app={app} days={list.page?.unreadable} />
      {list.query === null ? <Loading /> : <ActivityList app={app} entries={list.items} />}
      {isComplete && dropped > 0 && <p class="quiet small">{message.notShown(dropped)}</p>}
      {list.failure !== null && (
        <Failed problem={list.failure.problem} retry={list.items.length > 0 ? list.more : list.refresh} />
      )}
      {list.failure === null && list.page !== null && <ListEnd list={list} isFiltered={isFiltered} />}
    </main>
  );
};

/** The end of the list: a button for older entries, or a note that the list is empty. */
const ListEnd = ({ list, isFiltered }: { list: List<ActivityEntry, Page>; isFiltered: boolean }) => (
  <>
    {list.items.length === 0 && (
      <section class="page-card">
        <h2>{isFiltered ? message.emptyFiltered : message.empty}</h2>
        <p class="quiet">{message.emptyMore}</p>
      </section>
    )}
    {list.page?.next_cursor !== null && (
      <button type="button" class="plain activity-older" aria-disabled={list.busy} onClick={list.more}>
        {message.older}
      </button>
    )}
  </>
);

interface FiltersProps {
  app: AppContext;
  people: string[];
  isFiltered: boolean;
}

const ActivityFilters = ({ app: { navigation }, people, isFiltered }: FiltersProps) => {
  const { filter } = navigation.route;
  const { by } = filter;
  const set = (change: Partial<Filter>, replace = false) =>
    navigation.go({ filter: { ...filter, ...change } }, replace);
  const names = new Set([...people, ...(by === "" || by === "customers" ? [] : [by])]);
  return (
    <ListFilters
      class="activity-filters"
      clear={isFiltered ? message.clear : null}
      onClear={() => navigation.go({ filter: noFilter })}
    >
      <SearchFilter
        label={message.search}
        hint={message.searchHint}
        value={filter.q}
        choose={(q) => set({ q }, true)}
      />
      <ChoiceFilter
        name="by"
        label={message.person}
        value={by}
        choices={[
          ["", message.everyone],
          ["customers", message.customers],
          ...[...names].map((name) => [name, name] as const),
        ]}
        choose={(name) => set({ by: name })}
      />
      <DateFilters labels={{ from: message.from, to: message.to }} values={filter} choose={set} />
    </ListFilters>
  );
};

const Loading = () => <p class="page-late quiet">{message.loading}</p>;

const Failed = ({ problem, retry }: { problem: Problem | null; retry: () => void }) => (
  <LoadFailed
    class="page-card"
    title={message.failed}
    more={problem?.code === "range_too_wide" ? message.tooWide : problemText(problem)}
    onRetry={retry}
  />
);
