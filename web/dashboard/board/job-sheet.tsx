import { useEffect, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { Job, OfficeClient } from "../../../http/office-client.ts";
import type { Settings } from "../settings/office.ts";
import type { Browser } from "../../shared/browser.ts";
import { telLink, windowText, type Format } from "../../shared/format.ts";
import * as message from "../../shared/message/dashboard.ts";
import { problemText } from "../people/problem-text.ts";

export interface JobSheetProps {
  id: string;
  office: OfficeClient;
  browser: Browser;
  settings: Settings;
  format: Format;
  /** The newest rev that the board has seen: a newer one is fetched. */
  seen: number;
  changed: () => void;
  close: () => void;
}

/** One job beside the board, which stays live behind it. Each change is made for the version that is shown. */
export const JobSheet = ({ id, office, browser, settings, format, seen, changed, close }: JobSheetProps) => {
  const [job, setJob] = useState<Job | null>(null);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);

  const accept = (answer: Answer<Job>, done: string) => {
    if (answer.ok) {
      setJob(answer.value);
      setSaid(done);
      return changed();
    }
    const current = answer.problem?.["current"];
    if (answer.problem?.code === "stale" && typeof current === "object" && current !== null) {
      // The server's own job, as in every answer of this call.
      setJob(current as Job);
      return setSaid(message.stale);
    }
    setSaid(problemText(answer.problem));
  };
  useEffect(() => {
    if (job !== null && job.rev >= seen) return;
    void office.job(id).then((answer) => (answer.ok ? setJob(answer.value) : setSaid(problemText(answer.problem))));
  }, [id, seen]);

  const act = async (change: () => Promise<Answer<Job>>) => {
    if (busy) return;
    setBusy(true);
    accept(await change(), message.changed);
    setBusy(false);
  };
  if (job === null) {
    return (
      <section class="sheet" aria-label={id}>
        <p role="status">{said}</p>
      </section>
    );
  }
  const patch = (body: object) => void act(() => office.patchJob(id, job.rev, body));
  const visit = job.visits.find(({ state }) => state !== "done") ?? job.visits.at(-1);
  const next =
    job.status === "in_progress"
      ? "completed"
      : job.status === "completed" || job.status === "cancelled"
        ? null
        : "in_progress";
  const { phone } = job.customer ?? {};
  return (
    <section class="sheet" aria-label={id}>
      <header class="sheet-top">
        <h2>
          <bdi>{job.customer?.name}</bdi>
        </h2>
        <span class="card-status">{message.stages[job.stage]}</span>
        <button type="button" class="plain" onClick={close}>
          {message.close}
        </button>
      </header>
      <p class="quiet">{id}</p>
      <p role="status">{said}</p>
      <dl class="sheet-facts">
        <dt>{message.where}</dt>
        <dd>
          <bdi>
            {job.location.street}, {job.location.city} {job.location.postal_code}
          </bdi>
        </dd>
        <dt>{message.what}</dt>
        <dd>{job.service.name}</dd>
        <dt>{message.when}</dt>
        <dd>
          {visit?.day ? format.day(visit.day) : message.trays.unscheduled}
          {visit?.day ? ` · ${visit.window ? windowText(visit.window) : message.anyTime}` : ""}
        </dd>
        {job.pricing && (
          <>
            <dt>{message.price}</dt>
            <dd>{format.fullMoney(job.pricing.total_cents, job.pricing.currency)}</dd>
          </>
        )}
        {phone && (
          <>
            <dt>{message.customer}</dt>
            <dd>
              <a href={telLink(phone)}>{phone}</a>
            </dd>
          </>
        )}
        {job.notes && (
          <>
            <dt>{message.notes}</dt>
            <dd>{job.notes}</dd>
          </>
        )}
      </dl>
      {next !== null && job.status !== "completed" && job.status !== "cancelled" && (
        <button
          type="button"
          class="act"
          aria-disabled={busy}
          onClick={() => void act(() => office.setStatus(id, { status: next }, browser.key()))}
        >
          {message.steps[job.status]}
        </button>
      )}
      {next !== null && (
        <>
          <label class="field">
            <span class="small">{message.crew}</span>
            <select
              class="box"
              name="crew"
              value={visit?.crew ?? ""}
              onChange={(event) => patch({ crew: event.currentTarget.value === "" ? null : event.currentTarget.value })}
            >
              <option value="">{message.nobody}</option>
              {settings.crews
                .filter(({ active }) => active)
                .map((crew) => (
                  <option key={crew.id} value={crew.id}>
                    {crew.name}
                  </option>
                ))}
            </select>
          </label>
          <Move job={job} settings={settings} save={patch} />
        </>
      )}
      <p class="sheet-links">
        <button
          type="button"
          class="plain"
          onClick={() => {
            if (job.tracking_url)
              void navigator.clipboard.writeText(job.tracking_url).then(() => setSaid(message.copied));
          }}
        >
          {message.copyLink}
        </button>
        <button type="button" class="plain" onClick={() => void act(() => office.undoJob(id, job.rev))}>
          {message.undo}
        </button>
      </p>
    </section>
  );
};

/** Another day and window, taken together: a place is only given up for the one that was got. */
const Move = ({ job, settings, save }: { job: Job; settings: Settings; save: (body: object) => void }) => {
  const visit = job.visits.find(({ state }) => state !== "done");
  const [day, setDay] = useState(visit?.day ?? "");
  const [start, setStart] = useState(visit?.window?.start ?? "");
  const windows = windowsOn(settings, day);
  const submit = (event: Event) => {
    event.preventDefault();
    const window = windows.find((one) => one.start === start);
    save({
      day: day === "" ? null : day,
      window: window === undefined ? null : { start: window.start, end: window.end },
    });
  };
  return (
    <form class="sheet-move" onSubmit={submit}>
      <label class="field">
        <span class="small">{message.day}</span>
        <input class="box" type="date" name="day" value={day} onInput={(event) => setDay(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span class="small">{message.window}</span>
        <select class="box" name="window" value={start} onChange={(event) => setStart(event.currentTarget.value)}>
          <option value="">{message.anyTime}</option>
          {windows.map((window) => (
            <option key={window.start} value={window.start}>
              {windowText(window)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="plain">
        {message.move}
      </button>
    </form>
  );
};

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const windowsOn = (settings: Settings, day: string) => {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return weekday === undefined ? [] : settings.hours[weekday];
};
