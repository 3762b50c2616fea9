import { useEffect, useRef, useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { StatusChip } from "../job/status-chip.tsx";
import { shownVisit } from "../job/visit.ts";
import { useKey } from "../keys.ts";
import { noFilter } from "../route.ts";
import { UnreadableNote } from "../unreadable-note.tsx";

/** The answer to one search. */
interface Found {
  words: string;
  jobs: Job[];
  failed: boolean;
  /** The days that could not be searched. */
  unreadable: string[] | undefined;
}

/** Searches jobs by name, phone, street or id. The address holds the typed words. */
export const SearchBox = ({ app }: { app: AppContext }) => {
  const search = useSearchBox(app);
  const { shown, at } = search;
  return (
    <search
      class="search"
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) search.setOpen(false);
      }}
    >
      <input
        ref={search.input}
        class="box"
        type="text"
        role="combobox"
        aria-label={message.searchLabel}
        aria-keyshortcuts="/"
        aria-expanded={shown !== null}
        aria-controls={shown === null ? undefined : "found"}
        aria-autocomplete="list"
        aria-activedescendant={shown?.jobs[at] === undefined ? undefined : `found-${at}`}
        placeholder={message.searchHint}
        autocomplete="off"
        spellcheck={false}
        value={app.navigation.route.filter.q}
        onFocus={() => search.setOpen(true)}
        onInput={({ currentTarget }) => search.type(currentTarget.value)}
        onKeyDown={search.handleKey}
      />
      <kbd aria-hidden="true">/</kbd>
      <span class="vh" role="status">
        {shown === null ? "" : shown.failed ? message.searchFailed : message.found(shown.jobs.length)}
      </span>
      {shown !== null && <Results {...{ app, at }} pick={search.pick} found={shown} />}
    </search>
  );
};

/** The state of the search box: the answer that is shown (null while closed), the chosen job, and the keys. */
const useSearchBox = (app: AppContext) => {
  const { navigation } = app;
  const { q } = navigation.route.filter;
  const words = q.trim();
  const found = useSearch(app, words);
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setAt(0), [words]);
  useKey("/", () => {
    input.current?.focus();
    input.current?.select();
  });
  const type = (text: string) => {
    setOpen(true);
    navigation.go({ filter: { ...navigation.route.filter, q: text } }, true);
  };
  const pick = (job: Job) => {
    setOpen(false);
    input.current?.blur();
    navigation.go({ job: job.id, creating: false, filter: { ...navigation.route.filter, q: "" } });
  };
  const shown = open && words.length >= 2 ? found : null;
  const jobs = found?.jobs ?? [];
  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      setOpen(true);
      setAt((now) => Math.max(0, Math.min(jobs.length - 1, now + step)));
    } else if (event.key === "Enter") {
      const job = jobs[at];
      if (job !== undefined && shown !== null) pick(job);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (q === "") input.current?.blur();
      type("");
      return setOpen(false);
    } else return;
    event.preventDefault();
  };
  return { shown, at, input, setOpen, type, pick, handleKey };
};

/** The answer for the typed words; null until it arrives, and for fewer than two characters. */
const useSearch = ({ api, browser }: AppContext, words: string): Found | null => {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (Array.from(words).length < 2) return setFound(null);
    let isOver = false;
    const search = async () => {
      const answer = await api.listJobs({ q: words, limit: "12" });
      if (isOver) return;
      setFound(
        answer.ok
          ? { words, jobs: answer.value.items, failed: false, unreadable: answer.value.unreadable }
          : { words, jobs: [], failed: true, unreadable: undefined },
      );
    };
    const cancel = browser.after(150, () => void search());
    return () => {
      isOver = true;
      cancel();
    };
  }, [words, api, browser]);
  return found;
};

interface ResultsProps {
  app: AppContext;
  found: Found;
  /** The index of the chosen job. */
  at: number;
  pick: (job: Job) => void;
}

const Results = ({ app, found, at, pick }: ResultsProps) => {
  const { jobs } = found;
  const { navigation } = app;
  return (
    <div class="over found">
      <ul id="found" role="listbox" aria-label={message.searchLabel} hidden={jobs.length === 0}>
        {jobs.map((job, index) => (
          <Hit key={job.id} {...{ app, job, index }} chosen={index === at} pick={() => pick(job)} />
        ))}
      </ul>
      <UnreadableNote app={app} days={found.unreadable} />
      {found.failed && <p class="error">{message.searchFailed}</p>}
      {!found.failed && jobs.length === 0 && <p class="quiet">{message.foundNone(found.words)}</p>}
      <button
        type="button"
        class="bare"
        onClick={() =>
          navigation.go({ place: "jobs", job: null, filter: { ...noFilter, q: navigation.route.filter.q.trim() } })
        }
      >
        {message.searchOtherDates}
      </button>
    </div>
  );
};

interface HitProps {
  app: AppContext;
  job: Job;
  index: number;
  chosen: boolean;
  pick: () => void;
}

const Hit = ({ app, job, index, chosen, pick }: HitProps) => {
  const { day, window } = shownVisit(job);
  return (
    <li
      id={`found-${index}`}
      role="option"
      aria-selected={chosen}
      data-job={job.id}
      // Before the input loses the focus, because the list closes then.
      onPointerDown={(event) => {
        event.preventDefault();
        pick();
      }}
    >
      <span class="card-line">
        <b>
          <bdi>{job.customer?.name ?? staff.noName}</bdi>
        </b>
        <span class="quiet num">
          {day === null ? staff.notScheduled : app.format.day(day)}
          {day !== null && window !== null ? `, ${windowText(window)}` : ""}
        </span>
      </span>
      <span class="card-what">
        <span class="num">{job.id} ·</span>
        <bdi>{job.location.street}</bdi>
      </span>
      <StatusChip job={job} />
    </li>
  );
};
