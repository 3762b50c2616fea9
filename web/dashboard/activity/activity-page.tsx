import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { ActivityEntry, ActivityPage as Page } from "../../../http/api-client.ts";
import * as dashboard from "#message/dashboard.ts";
import * as staff from "#message/staff.ts";
import * as message from "#message/activity.ts";
import { problemText } from "../form/problem-text.ts";
import { useApp, type AppContext, type AppProps } from "../app-context.ts";
import { noFilter, type Filter } from "../route.ts";
import { UnreadableNote } from "../unreadable-note.tsx";
import { ActivityList } from "./activity-list.tsx";

/** Who did what and when: an owner's view. What is looked for is in the address. */
export const ActivityPage = (props: AppProps) => {
  const found = useApp(props);
  useEffect(() => {
    document.title = dashboard.title(message.title);
  }, []);
  if (props.session.me.role !== "owner") {
    return (
      <main class="page">
        <h1>{message.title}</h1>
        <p class="page-lead">{message.ownersOnly}</p>
      </main>
    );
  }
  if (found.app !== null) return <Found app={found.app} />;
  return (
    <main class="page" aria-busy={!found.failed}>
      <h1>{message.title}</h1>
      {found.failed ? (
        <Failed problem={found.problem} again={found.again} />
      ) : (
        <p class="page-late quiet">{message.loading}</p>
      )}
    </main>
  );
};

interface Shown {
  /** What was asked for: another filter is another list. */
  of: string;
  items: ActivityEntry[];
  page: Page | null;
  problem: Problem | null;
  failed: boolean;
}

const ends = { from: message.from, to: message.to };

const Found = ({ app }: { app: AppContext }) => {
  const { api, browser, navigation } = app;
  const { filter } = navigation.route;
  const { q, by, from, to } = filter;
  const wanted = { q: Array.from(q.trim()).length < 2 ? "" : q.trim(), by, from, to };
  const asked = JSON.stringify(wanted);
  const [shown, setShown] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  // An answer to what is no longer asked is not shown.
  const newest = useRef("");
  newest.current = asked;

  const ask = useCallback(
    async (before: Shown | null) => {
      setBusy(true);
      const answer = await api.listActivity({ ...wanted, cursor: before?.page?.next_cursor ?? "" });
      if (newest.current !== asked) return;
      setBusy(false);
      const items = before?.items ?? [];
      setShown(
        answer.ok
          ? { of: asked, items: [...items, ...answer.value.items], page: answer.value, problem: null, failed: false }
          : { of: asked, items, page: before?.page ?? null, problem: answer.problem, failed: true },
      );
    },
    [asked, api],
  );
  useEffect(() => browser.after(shown === null ? 0 : 200, () => void ask(null)), [ask, browser]);

  const set = (change: Partial<Filter>, replace = false) =>
    navigation.go({ filter: { ...filter, ...change } }, replace);
  const filtered = wanted.q !== "" || by !== "" || from !== "" || to !== "";
  const page = shown?.page ?? null;
  const people = page?.people ?? [];
  const more = page !== null && page.next_cursor !== null;
  return (
    <main class="page" aria-busy={busy}>
      <header>
        <h1>{message.title}</h1>
        <p class="quiet">{message.lead}</p>
      </header>
      <search class="activity-filters">
        <label>
          <span class="small">{message.search}</span>
          <input
            class="box"
            type="search"
            name="q"
            value={q}
            placeholder={message.searchHint}
            autocomplete="off"
            onInput={({ currentTarget }) => set({ q: currentTarget.value }, true)}
          />
        </label>
        <label>
          <span class="small">{message.person}</span>
          <select class="box" name="by" value={by} onChange={({ currentTarget }) => set({ by: currentTarget.value })}>
            <option value="">{message.everyone}</option>
            <option value="customers">{message.customers}</option>
            {[...new Set([...people, ...(by === "" || by === "customers" ? [] : [by])])].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {(["from", "to"] as const).map((end) => (
          <label key={end}>
            <span class="small">{ends[end]}</span>
            <input
              class="box"
              type="date"
              name={end}
              value={filter[end]}
              onChange={({ currentTarget }) => set({ [end]: currentTarget.value })}
            />
          </label>
        ))}
        {filtered && (
          <button type="button" class="plain" onClick={() => navigation.go({ filter: noFilter })}>
            {message.clear}
          </button>
        )}
      </search>
      <p class="quiet small activity-count" role="status">
        {page !== null && message.found(shown?.items.length ?? 0, more)}
      </p>
      <UnreadableNote app={app} days={page?.unreadable} />
      {shown === null && <p class="page-late quiet">{message.loading}</p>}
      {shown !== null && <ActivityList app={app} entries={shown.items} />}
      {page !== null && page.dropped > 0 && !more && <p class="quiet small">{message.notShown(page.dropped)}</p>}
      {shown?.failed === true && (
        <Failed problem={shown.problem} again={() => void ask(shown.items.length > 0 ? shown : null)} />
      )}
      {shown?.failed === false && shown.items.length === 0 && (
        <section class="page-card">
          <h2>{filtered ? message.emptyFiltered : message.empty}</h2>
          <p class="quiet">{message.emptyMore}</p>
        </section>
      )}
      {more && shown?.failed === false && (
        <button type="button" class="plain activity-older" aria-disabled={busy} onClick={() => void ask(shown)}>
          {message.older}
        </button>
      )}
    </main>
  );
};

const Failed = ({ problem, again }: { problem: Problem | null; again: () => void }) => (
  <section class="page-card" role="alert">
    <h2>{message.failed}</h2>
    <p class="quiet">{problem?.code === "range_too_wide" ? message.tooWide : problemText(problem)}</p>
    <button type="button" class="plain" onClick={again}>
      {staff.retry}
    </button>
  </section>
);
