import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../http/client.ts";
import type { JobPage } from "../../../http/api-client.ts";
import * as dashboard from "#message/dashboard.ts";
import * as staff from "#message/staff.ts";
import * as message from "#message/jobs.ts";
import { problemText } from "../form/problem-text.ts";
import { useApp, type AppContext, type AppProps } from "../app-context.ts";
import { SidePanel } from "../job/side-panel.tsx";
import { useKey } from "../keys.ts";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { noFilter, type Filter } from "../route.ts";
import { UnreadableNote } from "../unreadable-note.tsx";
import { JobRow } from "./job-row.tsx";

/** Every job, by what was filtered; filters, page and the open job are in the address. */
export const JobsPage = (props: AppProps) => {
  const found = useApp(props);
  useEffect(() => {
    document.title = dashboard.title(message.title);
  }, []);
  if (found.app !== null) return <List app={found.app} />;
  return (
    <main class="jobs" aria-busy={!found.failed}>
      <h1>{message.title}</h1>
      {found.failed ? <Failed problem={found.problem} again={found.again} /> : <Waiting />}
    </main>
  );
};

const ends = { from: message.from, to: message.to };

/** What was last heard. A list that could not be had again stays, under a word about it. */
interface Shown {
  of: string;
  page: JobPage | null;
  trouble: { problem: Problem | null } | null;
}

const List = ({ app }: { app: AppContext }) => {
  const { api, browser, navigation, settings } = app;
  const { filter, job, creating } = navigation.route;
  const [shown, setShown] = useState<Shown | null>(null);
  const [turn, setTurn] = useState(0);
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const asked = JSON.stringify(filter);
  const q = filter.q.trim();
  useEffect(() => {
    let over = false;
    const ask = async () => {
      // One letter is too little to search by; the list stays as it is without it.
      const answer = await api.listJobs({ ...filter, q: Array.from(q).length < 2 ? "" : q, limit: "50" });
      if (over) return;
      if (answer.ok) return setShown({ of: asked, page: answer.value, trouble: null });
      const { problem } = answer;
      setShown((now) => ({ of: asked, page: now?.of === asked ? now.page : null, trouble: { problem } }));
    };
    const callOff = browser.after(shown === null || shown.of === asked ? 0 : 200, () => void ask());
    return () => {
      over = true;
      callOff();
    };
  }, [asked, turn, api, browser]);

  const refresh = () => setTurn((now) => now + 1);
  const failed = shown !== null && shown.trouble !== null;
  useEffect(() => {
    if (!failed) return;
    addEventListener("online", refresh);
    return () => removeEventListener("online", refresh);
  }, [failed]);
  const set = (change: Partial<Filter>, replace = false) =>
    navigation.go({ filter: { ...filter, cursor: "", ...change } }, replace);
  useKey("/", () => {
    search.current?.focus();
    search.current?.select();
  });
  useKey("n", () => navigation.go({ job: null, creating: true }));
  useKey("z", () => done?.undo?.());
  const close = () => {
    const before = job;
    navigation.go({ job: null, creating: false });
    if (before !== null) list.current?.querySelector<HTMLElement>(`[data-job="${CSS.escape(before)}"] a`)?.focus();
  };
  useKey("escape", () => (job !== null || creating) && close());
  const stepped = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("li > a") ?? [])];
    const now = rows.findIndex((row) => row === document.activeElement);
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, now + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
  };

  const page = shown?.page ?? null;
  const next = page?.next_cursor ?? null;
  const { cursor: _, ...filters } = filter;
  const filtered = Object.values(filters).some((value) => value !== "");
  return (
    <main class="jobs" data-panel={job !== null || creating} aria-busy={shown?.of !== asked}>
      <div class="jobs-list">
        <header class="jobs-top">
          <h1>{message.title}</h1>
          <button type="button" class="orange" onClick={() => navigation.go({ job: null, creating: true })}>
            {message.newJob} <kbd>N</kbd>
          </button>
        </header>
        <search class="jobs-filters">
          <label>
            <span class="small">{message.search}</span>
            <input
              ref={search}
              class="box"
              type="search"
              name="q"
              value={filter.q}
              placeholder={message.searchHint}
              autocomplete="off"
              onInput={({ currentTarget }) => set({ q: currentTarget.value }, true)}
              onKeyDown={stepped}
            />
          </label>
          <label>
            <span class="small">{message.status}</span>
            <select
              class="box"
              name="status"
              value={filter.status}
              onChange={({ currentTarget }) => set({ status: currentTarget.value })}
            >
              <option value="">{message.anyStatus}</option>
              {Object.entries(message.statuses).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span class="small">{message.crew}</span>
            <select
              class="box"
              name="crew"
              value={filter.crew}
              onChange={({ currentTarget }) => set({ crew: currentTarget.value })}
            >
              <option value="">{message.anyCrew}</option>
              <option value="none">{staff.unassigned}</option>
              {settings.crews.map(({ id, name }) => (
                <option key={id} value={id}>
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
        <p class="quiet small" role="status">
          {page !== null && `${message.found(page.items.length, page.next_cursor !== null)} · `}
          {filter.from === "" && filter.to === ""
            ? message.usualRange
            : message.range(filter.from || "…", filter.to || "…")}
        </p>
        <UnreadableNote app={app} days={page?.unreadable} />
        {shown === null && <Waiting />}
        {shown !== null && shown.trouble !== null && <Failed problem={shown.trouble.problem} again={refresh} />}
        {page !== null && page.items.length === 0 && (
          <section class="jobs-empty">
            <h2>{message.empty}</h2>
            <p class="quiet">{message.emptyMore}</p>
          </section>
        )}
        {page !== null && page.items.length > 0 && (
          <ul class="rows" ref={list} onKeyDown={stepped}>
            {page.items.map((one) => (
              <JobRow key={one.id} app={app} job={one} chosen={one.id === job} />
            ))}
          </ul>
        )}
        <div class="pages">
          {filter.cursor !== "" && (
            <button type="button" class="plain" onClick={() => set({})}>
              {message.first}
            </button>
          )}
          {next !== null && (
            <button type="button" class="plain" onClick={() => set({ cursor: next })}>
              {message.next}
            </button>
          )}
        </div>
      </div>
      <SidePanel app={app} board={null} panel={null} free={null} placed={refresh} onNotify={setDone} close={close} />
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

/** The list's own outline, and nothing that says "wait" before 400 ms. */
const Waiting = () => (
  <div class="rows-wait" role="status">
    <span class="vh">{message.loading}</span>
    {[1, 2, 3, 4, 5].map((row) => (
      <div class="wait" key={row} />
    ))}
  </div>
);

const Failed = ({ problem, again }: { problem: Problem | null; again: () => void }) => (
  <section class="board-failed" role="alert">
    <h2>{message.failed}</h2>
    <p class="quiet">{problemText(problem)}</p>
    <button type="button" class="plain" onClick={again}>
      {staff.retry}
    </button>
  </section>
);
