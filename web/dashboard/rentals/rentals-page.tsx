import { useCallback, useEffect, useState } from "preact/hooks";
import * as message from "#message/rentals.ts";
import * as dashboard from "#message/dashboard.ts";
import { dayIn } from "../../../domain/day.ts";
import type { ApiClient } from "../../../http/api-client.ts";
import type { Answer } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";
import { createFormat, dayAfter, type Format } from "../../shared/format.ts";
import type { Navigation } from "../navigation.ts";
import { LoadingPage } from "../page/loading-page.tsx";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { useLoaded } from "../page/use-loaded.ts";
import { problemText } from "../form/problem-text.ts";
import { AddType, AddUnit } from "./add-equipment.tsx";
import { chosenTypes, figuresOf, type Calendar, type Figures, type Fleet, type RentedJob, type Unit } from "./fleet.ts";
import { FleetList } from "./fleet-list.tsx";
import { Shortages } from "./shortages.tsx";
import { showTitle } from "../page-title.ts";
import { UnitFilters, type ChosenUnits } from "./unit-filters.tsx";

export interface RentalsPageProps {
  api: ApiClient;
  navigation: Pick<Navigation, "go" | "href">;
  browser: Pick<Browser, "now">;
  me: { role: "owner" | "dispatcher" | "crew" };
  signIn: () => void;
}

/** Where each unit is, when it is due back, and how many are free on each of the next 14 days. */
export const RentalsPage = ({ api, navigation, browser, me, signIn }: RentalsPageProps) => {
  const load = useCallback(() => loadRentals(api, browser), [api, browser]);
  const { value, trouble, reload } = useLoaded(load, signIn);
  const [open, setOpen] = useState<"unit" | "type" | null>(null);
  const [done, setDone] = useState<Undoable | null>(null);
  const [chosen, setChosen] = useState<ChosenUnits>({ filter: "all", search: "" });
  const closeBar = useCallback(() => setDone(null), []);
  useEffect(() => {
    showTitle(dashboard.title(message.title));
  }, []);
  if (value === null)
    return (
      <LoadingPage
        title={message.title}
        loading={message.loading}
        failed={message.failed}
        trouble={trouble}
        onRetry={() => void reload()}
      />
    );
  const { fleet, calendar, jobs, format, today } = value;
  const week = dayAfter(today, 6);
  const shown = chosenTypes(fleet.types, chosen, { today, week });
  const setState = async (unit: Unit, state: "in_service" | "maintenance") => {
    const answer = await api.changeUnit({ unit: unit.id, body: { state } });
    const back = state === "maintenance" ? "in_service" : "maintenance";
    setDone(
      answer.ok
        ? { text: message.saved(unit.id, message.states[answer.value.state]), undo: () => void setState(unit, back) }
        : { text: problemText(answer.problem), undo: null },
    );
    await reload();
  };
  const saved = () => {
    setOpen(null);
    void reload();
  };
  const form = { api, close: () => setOpen(null), saved };
  return (
    <main class="page rentals">
      <Head open={setOpen} hasTypes={fleet.types.length > 0} isOwner={me.role === "owner"} />
      {open === "unit" && <AddUnit {...form} types={fleet.types} />}
      {open === "type" && <AddType {...form} />}
      {fleet.types.length === 0 ? (
        open === null && (
          <section class="page-card">
            <h2>{message.empty}</h2>
            <p class="quiet">{message.emptyMore}</p>
          </section>
        )
      ) : (
        <>
          <FigureList figures={figuresOf(fleet, today, week)} />
          <Shortages fleet={fleet} jobs={jobs} navigation={navigation} dayText={(day) => format.day(day)} />
          <UnitFilters chosen={chosen} choose={setChosen} />
          {shown.length === 0 && (
            <p class="quiet" role="status">
              {message.noneFound}
            </p>
          )}
          <FleetList
            {...{ calendar, jobs, format, navigation }}
            types={shown}
            setState={(unit, state) => void setState(unit, state)}
          />
        </>
      )}
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

interface HeadProps {
  open: (what: "unit" | "type") => void;
  hasTypes: boolean;
  isOwner: boolean;
}

const Head = ({ open, hasTypes, isOwner }: HeadProps) => (
  <header class="page-head">
    <h1>{message.title}</h1>
    <div class="rentals-ways">
      {isOwner && (
        <button type="button" class="plain" onClick={() => open("type")}>
          {message.addType}
        </button>
      )}
      {hasTypes && (
        <button type="button" class="plain" onClick={() => open("unit")}>
          {message.addUnit}
        </button>
      )}
    </div>
  </header>
);

const FigureList = ({ figures }: { figures: Figures }) => {
  const [late] = figures.overdue;
  return (
    <dl class="rentals-figures">
      <Figure name={message.outNow} value={figures.out} more={message.outOf(figures.stock)} />
      <Figure
        name={message.overdue}
        value={figures.overdue.length}
        isBad={late !== undefined}
        more={late === undefined ? "" : `${late.id}, ${message.daysOverdue(late.overdue_days ?? 0)}`}
      />
      <Figure name={message.dueThisWeek} value={figures.due} />
      <Figure name={message.ready} value={figures.ready} />
      <Figure name={message.inShop} value={figures.shop} />
    </dl>
  );
};

const Figure = (props: { name: string; value: number; more?: string; isBad?: boolean }) => (
  <div data-bad={props.isBad === true}>
    <dt>{props.name}</dt>
    <dd>
      <b>{props.value}</b> {props.more}
    </dd>
  </div>
);

interface Rentals {
  fleet: Fleet;
  calendar: Calendar;
  jobs: RentedJob[];
  format: Format;
  today: string;
}

const shownDays = 14;

const loadRentals = async (api: ApiClient, browser: Pick<Browser, "now">): Promise<Answer<Rentals>> => {
  const settings = await api.getSettings();
  if (!settings.ok) return settings;
  const { locale, time_zone: zone } = settings.value.business;
  const format = createFormat(locale, zone);
  const today = dayIn(zone, browser.now());
  const to = dayAfter(today, shownDays - 1);
  const [fleet, calendar, jobs] = await Promise.all([
    api.getEquipment(),
    api.getEquipmentCalendar({ from: today, to }),
    api.listJobs({ from: today, to, limit: "200" }),
  ]);
  if (!fleet.ok) return fleet;
  if (!calendar.ok) return calendar;
  if (!jobs.ok) return jobs;
  const value = { fleet: fleet.value, calendar: calendar.value, jobs: jobs.value.items, format, today };
  return { ok: true, value, replayed: false };
};
