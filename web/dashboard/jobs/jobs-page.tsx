import type { RefObject } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Job, JobPage } from "../../../http/api-client.ts";
import * as dashboard from "#message/dashboard.ts";
import * as message from "#message/jobs.ts";
import { problemText } from "../form/problem-text.ts";
import { useApp, type AppContext, type AppProps } from "../app-context.ts";
import { SidePanel } from "../job/side-panel.tsx";
import { useKey } from "../keys.ts";
import { useList } from "../list/use-list.ts";
import { LoadFailed } from "../page/load-failed.tsx";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { UnreadableNote } from "../unreadable-note.tsx";
import { JobFilters } from "./job-filters.tsx";
import { JobRow } from "./job-row.tsx";
import { showTitle } from "../page-title.ts";

/** The list of jobs. The address holds its filters, its page and the open job. */
export const JobsPage = (props: AppProps) => {
  const found = useApp(props);
  useEffect(() => {
    showTitle(dashboard.title(message.title));
  }, []);
  if (found.app !== null) return <List app={found.app} />;
  return (
    <main class="jobs" aria-busy={!found.failed}>
      <h1>{message.title}</h1>
      {found.failed ? <Failed more={problemText(found.problem)} retry={found.again} /> : <Waiting />}
    </main>
  );
};

const List = ({ app }: { app: AppContext }) => {
  const { api, browser, navigation } = app;
  const { filter, job, creating } = navigation.route;
  const q = filter.q.trim();
  // One letter is too short for a search, so the list ignores it.
  const query = { ...filter, q: Array.from(q).length < 2 ? "" : q, limit: "50" };
  const list = useList<Job, JobPage>({ browser, query: filter, read: () => api.listJobs(query) });
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  const search = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const close = () => {
    navigation.go({ job: null, creating: false });
    if (job !== null) rows.current?.querySelector<HTMLElement>(`[data-job="${CSS.escape(job)}"] a`)?.focus();
  };
  const create = () => navigation.go({ job: null, creating: true });
  useListKeys({ search, create, undo: done?.undo ?? null, close: job !== null || creating ? close : null });
  const onStep = (event: KeyboardEvent) => stepRow(event, rows.current);
  return (
    <main class="jobs" data-panel={job !== null || creating} aria-busy={list.isStale}>
      <div class="jobs-list">
        <header class="jobs-top">
          <h1>{message.title}</h1>
          <button type="button" class="orange" onClick={create}>
            {message.newJob} <kbd>N</kbd>
          </button>
        </header>
        <JobFilters {...{ app, search, onStep }} />
        <p class="quiet small" role="status">
          {list.page !== null && `${message.found(list.items.length, list.page.next_cursor !== null)} · `}
          {filter.from === "" && filter.to === ""
            ? message.usualRange
            : message.range(filter.from || "…", filter.to || "…")}
        </p>
        <UnreadableNote app={app} days={list.page?.unreadable} />
        {list.query === null && <Waiting />}
        {list.failure !== null && <Failed more={problemText(list.failure.problem)} retry={list.refresh} />}
        {list.page !== null && <Rows {...{ app, rows, onStep }} jobs={list.items} chosen={job} />}
        <Paging app={app} next={list.page?.next_cursor ?? null} />
      </div>
      <SidePanel
        app={app}
        board={null}
        form={null}
        free={null}
        onSaved={list.refresh}
        onNotify={setDone}
        close={close}
      />
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

interface KeyActions {
  search: RefObject<HTMLInputElement | null>;
  create: () => void;
  undo: (() => void) | null;
  /** Null while nothing is open. */
  close: (() => void) | null;
}

const useListKeys = ({ search, create, undo, close }: KeyActions): void => {
  useKey("/", () => {
    search.current?.focus();
    search.current?.select();
  });
  useKey("n", create);
  useKey("z", () => undo?.());
  useKey("escape", () => close?.());
};

interface RowsProps {
  app: AppContext;
  jobs: Job[];
  chosen: string | null;
  rows: RefObject<HTMLUListElement | null>;
  onStep: (event: KeyboardEvent) => void;
}

const Rows = ({ app, jobs, chosen, rows, onStep }: RowsProps) =>
  jobs.length === 0 ? (
    <section class="jobs-empty">
      <h2>{message.empty}</h2>
      <p class="quiet">{message.emptyMore}</p>
    </section>
  ) : (
    <ul class="rows" ref={rows} onKeyDown={onStep}>
      {jobs.map((job) => (
        <JobRow key={job.id} app={app} job={job} chosen={job.id === chosen} />
      ))}
    </ul>
  );

/** The page buttons. The cursor of the page is in the address. */
const Paging = ({ app: { navigation }, next }: { app: AppContext; next: string | null }) => {
  const { filter } = navigation.route;
  const turn = (cursor: string) => navigation.go({ filter: { ...filter, cursor } });
  return (
    <div class="pages">
      {filter.cursor !== "" && (
        <button type="button" class="plain" onClick={() => turn("")}>
          {message.first}
        </button>
      )}
      {next !== null && (
        <button type="button" class="plain" onClick={() => turn(next)}>
          {message.next}
        </button>
      )}
    </div>
  );
};

/** The outline of the list. The style hides it for 400 ms, so that a quick answer shows no outline. */
const Waiting = () => (
  <div class="rows-wait" role="status">
    <span class="vh">{message.loading}</span>
    {[1, 2, 3, 4, 5].map((row) => (
      <div class="wait" key={row} />
    ))}
  </div>
);

const Failed = ({ more, retry }: { more: string; retry: () => void }) => (
  <LoadFailed class="board-failed" title={message.failed} more={more} onRetry={retry} />
);

/** Moves the focus to the previous or next row of a list at an arrow key. */
const stepRow = (event: KeyboardEvent, list: HTMLElement | null): void => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...(list?.querySelectorAll<HTMLElement>("li > a") ?? [])];
  const now = rows.findIndex((row) => row === document.activeElement);
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, now + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
};
