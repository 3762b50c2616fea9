import { useEffect, useRef, useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { useKey } from "../keys.ts";
import { noFilter } from "../route.ts";
import { UnreadableNote } from "../unreadable-note.tsx";
import { StatusChip } from "../job/status-chip.tsx";
import { shownVisit } from "../job/visit.ts";

type Found = { words: string; jobs: Job[] | "failed"; unreadable: string[] | undefined };

/** Jobs by name, phone, street or id, from anywhere: what is typed stays in the address. */
export const SearchBox = ({ app }: { app: AppContext }) => {
  const { api, browser, navigation } = app;
  const { q } = navigation.route.filter;
  const [found, setFound] = useState<Found | null>(null);
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const words = q.trim();
  useKey("/", () => {
    input.current?.focus();
    input.current?.select();
  });

  useEffect(() => {
    setAt(0);
    if (Array.from(words).length < 2) return setFound(null);
    let over = false;
    const ask = async () => {
      const answer = await api.listJobs({ q: words, limit: "12" });
      if (over) return;
      setFound({
        words,
        jobs: answer.ok ? answer.value.items : "failed",
        unreadable: answer.ok ? answer.value.unreadable : undefined,
      });
    };
    const callOff = browser.after(150, () => {
      void ask();
    });
    return () => {
      over = true;
      callOff();
    };
  }, [words, api, browser]);

  const type = (text: string) => {
    setOpen(true);
    navigation.go({ filter: { ...navigation.route.filter, q: text } }, true);
  };
  const pick = (job: Job) => {
    setOpen(false);
    input.current?.blur();
    navigation.go({ job: job.id, creating: false, filter: { ...navigation.route.filter, q: "" } });
  };
  const jobs = found !== null && found.jobs !== "failed" ? found.jobs : [];
  const shown = open && words.length >= 2 && found !== null;
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      setAt((now) => Math.max(0, Math.min(jobs.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter") {
      const job = jobs[at];
      event.preventDefault();
      if (job !== undefined && shown) pick(job);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (q === "") input.current?.blur();
      setOpen(false);
      type("");
    }
  };
  return (
    <search
      class="search"
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOpen(false);
      }}
    >
      <input
        ref={input}
        class="box"
        type="text"
        role="combobox"
        aria-label={message.searchLabel}
        aria-keyshortcuts="/"
        aria-expanded={shown}
        aria-controls={shown ? "found" : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && jobs[at] !== undefined ? `found-${at}` : undefined}
        placeholder={message.searchHint}
        autocomplete="off"
        spellcheck={false}
        value={q}
        onFocus={() => setOpen(true)}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={pressed}
      />
      <kbd aria-hidden="true">/</kbd>
      <span class="vh" role="status">
        {shown ? (found.jobs === "failed" ? message.searchFailed : message.found(jobs.length)) : ""}
      </span>
      {shown && (
        <div class="over found">
          <ul id="found" role="listbox" aria-label={message.searchLabel} hidden={jobs.length === 0}>
            {jobs.map((job, index) => (
              <Hit key={job.id} {...{ app, job, index }} chosen={index === at} pick={() => pick(job)} />
            ))}
          </ul>
          <UnreadableNote app={app} days={found.unreadable} />
          {found.jobs === "failed" && <p class="error">{message.searchFailed}</p>}
          {found.jobs !== "failed" && jobs.length === 0 && <p class="quiet">{message.foundNone(found.words)}</p>}
          <button
            type="button"
            class="bare"
            onClick={() => navigation.go({ place: "jobs", job: null, filter: { ...noFilter, q: words } })}
          >
            {message.searchOtherDates}
          </button>
        </div>
      )}
    </search>
  );
};

const Hit = ({
  app,
  job,
  index,
  chosen,
  pick,
}: {
  app: AppContext;
  job: Job;
  index: number;
  chosen: boolean;
  pick: () => void;
}) => {
  const { day, window } = shownVisit(job);
  return (
    <li
      id={`found-${index}`}
      role="option"
      aria-selected={chosen}
      data-job={job.id}
      // Before the field loses the focus, and with it this list.
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
