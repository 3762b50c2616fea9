import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Job, JobInput } from "../../../http/api-client.ts";
import { jobTexts, textRule, type JobText } from "../../../domain/job-text.ts";
import { Alternatives } from "../../shared/alternatives.tsx";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field, FieldError } from "../../shared/field.tsx";
import type { TextOptions } from "../job/text-options.ts";
import { windowText } from "../../shared/format.ts";
import type { Alternative } from "../../shared/free-days.ts";
import { intend, type Intention } from "../../shared/intention.ts";
import * as message from "#message/new-job.ts";
import * as staff from "#message/staff.ts";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import { alternativesOf } from "../board/move-visit.ts";
import type { AppContext } from "../app-context.ts";
import { createDayBook, type DayRoom } from "../job/day-book.ts";
import { DayChoice } from "../job/day-choice.tsx";
import { readWhen, whenValue } from "../job/job-draft.ts";
import { Close, closeOnEscape } from "../job/job-panel.tsx";
import { firstOpening, openingAfter } from "../job/opening.ts";
import { valueText } from "../job/value-text.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { symbolOf } from "../form/money-text.ts";
import {
  emptyJob,
  inputOf,
  isBegun,
  missingIn,
  priceOf,
  serviceOf,
  withAddress,
  type NewJob,
} from "./new-job-draft.ts";

/** The free cell of the board from which the sheet was opened. */
export interface FreeCell {
  crew: string | null;
  day: string;
  window: { start: string; end: string } | null;
}

interface Props {
  app: AppContext;
  free: FreeCell | null;
  /** The day that is looked at: the job begins there. */
  day: DayRoomOf;
  today: string;
  placed: (job: Job) => void;
  onNotify: (done: Undoable) => void;
  close: () => void;
}

/** A day, and what it can still take where that is known already. */
export interface DayRoomOf {
  day: string;
  room: Pick<DayRoom, "windows" | "closed"> | null;
}

interface Kept {
  draft: NewJob;
  /** What was sent, under its key: pressed again after a lost answer, it is still one job. */
  sent: Intention<JobInput> | null;
}

/** A job during a phone call: from the keyboard, beside the board. Closing it loses nothing. */
export const NewJobPanel = ({ app, free, day: around, today, placed, onNotify, close }: Props) => {
  const { api, browser, settings, format, navigation } = app;
  const name = `new-job/${app.session.me.id}`;
  const [kept, setKept] = useState<Kept>(() => {
    const before = readKept(browser.read(name));
    return before === null
      ? { draft: { ...emptyJob(settings), ...fromCell(free) }, sent: null }
      : { ...before, draft: { ...emptyJob(settings), ...before.draft } };
  });
  const [wasKept] = useState(() => readKept(browser.read(name)) !== null);
  const book = useMemo(() => createDayBook(api), [api]);
  const [skipped, setSkipped] = useState<string | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  const [alternatives, setAlternatives] = useState<Alternative[] | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { draft } = kept;
  const latest = useRef(kept);
  latest.current = kept;
  const focus = (selector: string) => form.current?.querySelector<HTMLElement>(selector)?.focus();
  useLayoutEffect(() => focus("[name='customer.name']"), []);
  useLayoutEffect(() => focus("[aria-invalid=true], [data-alternative]"), [errors, alternatives]);
  // Another free cell pressed while the sheet is open: only when and by whom are its.
  useEffect(() => {
    if (free !== null) set(fromCell(free));
  }, [free?.crew, free?.day, free?.window?.start]);

  // Without a cell: the first opening of the day that is looked at, else the next one after it.
  const begin = async () => {
    const present = { today, time: app.wallTime(browser.now()) };
    const from = around.day < today ? today : around.day;
    const chosen = () => latest.current.draft.when !== "";
    let room = from === around.day ? around.room : null;
    if (room === null) await book.load(from, 1);
    room ??= book.room(from) ?? null;
    const opening = room === null ? null : firstOpening(from, room, present);
    const next = opening ?? (await openingAfter(book, from, present));
    // Another choice was made while the days were on their way.
    if (next === null || chosen()) return;
    if (opening === null) setSkipped(from);
    keep({ ...latest.current, draft: { ...latest.current.draft, when: whenValue(next.day, next.window) } });
  };
  useEffect(() => {
    if (free === null && !wasKept) void begin();
  }, []);

  const keep = (next: Kept) => {
    setKept(next);
    browser.write(name, isBegun(next.draft) ? next : null);
  };
  const set = (change: Partial<NewJob>) => keep({ ...kept, draft: { ...draft, ...change } });
  const forget = () => {
    setErrors({});
    setTrouble("");
    setAlternatives(null);
    const { when, crew } = draft;
    keep({ draft: { ...emptyJob(settings), when, crew }, sent: null });
    focus("[name='customer.name']");
  };
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const missing = missingIn(draft, settings);
    setErrors(missing);
    setTrouble("");
    setAlternatives(null);
    if (Object.keys(missing).length > 0) return;
    const sent = intend(kept.sent, inputOf(draft, settings), browser.key);
    keep({ draft, sent });
    setBusy(true);
    const answer = await api.createJob({ body: sent.body, key: sent.key });
    setBusy(false);
    if (answer.ok) {
      browser.write(name, null);
      placed(answer.value);
      onNotify({
        text: message.created(draft.name.trim(), valueText(app, "when", draft.when)),
        undo: () => void cancel(answer.value),
      });
      return navigation.go({ creating: false, job: answer.value.id }, true);
    }
    const { problem } = answer;
    const wrong = fieldErrors(problem);
    setErrors(wrong);
    if (problem?.code === "window_full") setAlternatives(alternativesOf(problem));
    else if (problem === null) setTrouble(problemText(null));
    else if (Object.keys(wrong).length === 0) setTrouble(problemText(problem));
  };

  /** A job that was made by mistake is cancelled: it stays in the list, and its place is free again. */
  const cancel = async (job: Job) => {
    const body = { status: "cancelled" as const, reason: message.undoReason };
    const answer = await api.setJobStatus({ id: job.id, body, key: browser.key() });
    if (answer.ok) placed(answer.value);
    onNotify({
      text: answer.ok ? message.createUndone(draft.name.trim()) : problemText(answer.problem),
      undo: null,
    });
  };

  const service = serviceOf(draft, settings);
  const cents = priceOf(draft, settings);
  const { day, window } = readWhen(draft.when);
  const { currency, locale } = settings.business;
  const promise = [
    ...(day === null ? [] : [format.day(day) + (window === null ? "" : `, ${windowText(window)}`)]),
    ...(cents === null ? [] : [format.money(cents, currency)]),
  ];
  const text = (field: Exclude<keyof NewJob, "items">, path: string, label: string, more: TextOptions = {}) => (
    <Field
      name={path}
      label={label}
      value={draft[field]}
      error={errors[path]}
      autocomplete="off"
      onInput={({ currentTarget }) => set({ [field]: currentTarget.value })}
      {...more}
    />
  );
  return (
    <aside class="side-panel" aria-labelledby="new-job-title" data-new-job onKeyDown={closeOnEscape(close)}>
      <header class="panel-top">
        <h2 id="new-job-title">{message.title}</h2>
        <Close close={close} />
      </header>
      {wasKept && isBegun(draft) && <p class="panel-hint">{message.keptDraft}</p>}
      <form ref={form} class="panel-form" noValidate onSubmit={(event) => void send(event)}>
        <fieldset>
          <legend>{message.who}</legend>
          {text("name", "customer.name", message.name, { maxLength: 80 })}
          <div class="two">
            {text("phone", "customer.phone", message.phone, { inputMode: "tel" })}
            {text("email", "customer.email", message.email, { inputMode: "email", hint: message.optional })}
          </div>
        </fieldset>
        <fieldset>
          <legend>{message.where}</legend>
          <Field
            name="address"
            label={message.address}
            hint={message.addressHint}
            value={draft.address}
            error={undefined}
            autocomplete="off"
            onInput={({ currentTarget }) => keep({ ...kept, draft: withAddress(draft, currentTarget.value) })}
          />
          {text("street", "location.street", message.street, { maxLength: 120 })}
          <div class="three">
            {text("city", "location.city", message.city)}
            {text("state", "location.state", message.state)}
            {text("postal_code", "location.postal_code", message.postalCode)}
          </div>
          {text("access", "location.notes", message.access, { hint: message.optional })}
        </fieldset>
        <fieldset>
          <legend>{message.what}</legend>
          {settings.services.every(({ active }) => !active) && <p class="error">{message.noServices}</p>}
          <ChoiceField
            name="service"
            label={message.service}
            value={draft.service}
            error={errors["service"]}
            choices={settings.services.filter(({ active }) => active).map(({ id, name }) => [id, name])}
            choose={(chosen) => set({ service: chosen, items: {} })}
          />
          {service !== undefined && service.items.length > 0 && (
            <ul class="items" aria-label={message.items}>
              {service.items.map(({ id, label, unit_cents: unit }) => (
                <li key={id}>
                  <label>
                    <span>{label}</span> <span class="quiet num">{format.money(unit, currency)}</span>
                    <input
                      class="box"
                      name={`items.${id}`}
                      type="number"
                      min="0"
                      step="any"
                      inputMode="decimal"
                      placeholder="0"
                      aria-label={message.howMany(label)}
                      value={draft.items[id] ?? ""}
                      onInput={({ currentTarget }) => set({ items: { ...draft.items, [id]: currentTarget.value } })}
                    />
                  </label>
                </li>
              ))}
            </ul>
          )}
          <FieldError name="items" error={errors["items"]} />
          <div class="two">
            <Field
              name="pricing.amount_cents"
              label={`${message.priceFlat}, ${symbolOf(currency, locale)}`}
              hint={message.priceFlatHint}
              inputMode="decimal"
              autocomplete="off"
              value={draft.price}
              error={errors["pricing.amount_cents"]}
              onInput={({ currentTarget }) => set({ price: currentTarget.value })}
            />
            <p class="price-now">
              <span class="small quiet">{draft.price.trim() === "" ? message.priceFromList : message.price}</span>
              <b class="num">{cents === null ? "–" : format.fullMoney(cents, currency)}</b>
            </p>
          </div>
        </fieldset>
        <fieldset>
          <legend>{message.when}</legend>
          <DayChoice
            {...{ app, book, today, skipped }}
            value={draft.when}
            now={null}
            choose={(when) => {
              setSkipped(null);
              set({ when });
            }}
          />
          <FieldError name="window" error={errors["window"] ?? errors["day"]} />
          <Alternatives
            {...{ alternatives, format }}
            choose={(one) => {
              setAlternatives(null);
              set({ when: whenValue(one.day, { start: one.start, end: one.end }) });
            }}
          />
          <ChoiceField
            name="crew"
            label={message.crew}
            value={draft.crew}
            error={errors["crew"]}
            choices={[
              ["", staff.unassigned],
              ...settings.crews.filter(({ active }) => active).map(({ id, name }) => [id, name] as const),
            ]}
            choose={(crew) => set({ crew })}
          />
          {jobTexts.map((name) => (
            <JobTextField key={name} name={name} value={draft[name]} change={(text) => set({ [name]: text })} />
          ))}
        </fieldset>
        <p class="error" role="alert">
          {trouble}
        </p>
        <div class="panel-acts panel-footer">
          <button type="submit" class="orange" aria-disabled={busy}>
            {busy ? message.creating : message.createWith(promise)}
          </button>
          {isBegun(draft) && (
            <button type="button" class="plain" onClick={forget}>
              {message.clear}
            </button>
          )}
        </div>
      </form>
    </aside>
  );
};

const fromCell = (free: FreeCell | null): Partial<NewJob> =>
  free === null ? {} : { when: whenValue(free.day, free.window), crew: free.crew ?? "" };

/** Only `keep` writes under this name. */
const readKept = (value: unknown): Kept | null =>
  typeof value === "object" && value !== null && "draft" in value && "sent" in value ? (value as Kept) : null;

const JobTextField = ({ name, value, change }: { name: JobText; value: string; change: (text: string) => void }) => {
  const { kind, max } = textRule(name);
  const { label, hint } = staff.jobTexts[name];
  const shared = { class: "box", name, maxLength: max, value };
  return (
    <div class="field">
      <label>
        <span class="small">
          {label} <span class="quiet">· {hint}</span>
        </span>
        {kind === "line" ? (
          <input {...shared} autocomplete="off" onInput={({ currentTarget }) => change(currentTarget.value)} />
        ) : (
          <textarea {...shared} rows={2} onInput={({ currentTarget }) => change(currentTarget.value)} />
        )}
      </label>
    </div>
  );
};
