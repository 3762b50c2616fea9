import { useEffect, useState } from "preact/hooks";
import type { Settings } from "../../../http/api-client.ts";
import * as message from "#message/board.ts";
import type { AppContext } from "../app-context.ts";
import { linkTo } from "../navigation.ts";
import { TrySample } from "../sample/try-sample.tsx";
import { CopyButton } from "../copy-button.tsx";

/** The setup checklist of an empty board, and the ways to the first job. */
export const FirstSteps = ({ app, create, changed }: { app: AppContext; create: () => void; changed: () => void }) => {
  const { settings, api, session, navigation } = app;
  const [signedIn, setSignedIn] = useState<string[] | null>(null);
  useEffect(() => {
    const ask = async () => {
      const answer = await api.listUsers();
      if (answer.ok) setSignedIn(answer.value.items.filter(({ role }) => role === "crew").map(({ name }) => name));
    };
    void ask();
  }, [api]);
  const steps = stepsOf(settings, signedIn);
  const left = steps.some(({ done }) => !done);
  const bookingUrl = session.siteUrl === null ? null : `${session.siteUrl}/book/`;
  return (
    <section class="first" aria-labelledby="first-title">
      <h2 id="first-title">{left ? message.firstTitle : message.firstTitleDone}</h2>
      {left && (
        <ol>
          {steps.map(({ id, done, text }) => (
            <li key={id} data-done={done}>
              <a {...linkTo(navigation, { place: "settings", job: null, section: sectionOf[id] })}>
                <svg viewBox="0 0 20 20" width="20" aria-hidden="true">
                  <circle cx="10" cy="10" r="9" />
                  {done && <path d="M5.5 10.5l3 3 6-7" />}
                </svg>
                <b>{message.steps[id]}</b>
                <span class="quiet">
                  <span class="vh">{done ? message.stepDone : message.stepLeft}: </span>
                  {text}
                </span>
              </a>
            </li>
          ))}
        </ol>
      )}
      <p class="quiet">{message.firstMore}</p>
      <div class="first-ways">
        {bookingUrl !== null && (
          <div class="first-link">
            <span class="small quiet">{message.bookingLink}</span>
            <code>{bookingUrl.replace(/^https?:\/\//, "")}</code>
            <CopyButton text={bookingUrl} label={message.copy} />
            <a class="plain" href={bookingUrl} target="_blank" rel="noreferrer">
              {message.open}
            </a>
          </div>
        )}
        <button type="button" class="plain" onClick={create}>
          {message.newJob} <kbd>N</kbd>
        </button>
        <TrySample app={app} changed={changed} />
      </div>
    </section>
  );
};

type StepName = keyof typeof message.steps;
interface FirstStep {
  id: StepName;
  done: boolean;
  text: string;
}

/** The section of the settings in which a step is done. */
const sectionOf: Record<StepName, string> = {
  business: "business",
  services: "services",
  hours: "hours",
  crew: "crews",
};

const stepsOf = (settings: Settings, crew: string[] | null): FirstStep[] => {
  const { name, time_zone: zone } = settings.business;
  const named = name !== freshName;
  const services = settings.services.filter(({ active }) => active).length;
  const week = Object.values(settings.hours);
  const open = week.filter((windows) => windows.length > 0).length;
  const places = week.flat().reduce((sum, { capacity }) => sum + capacity, 0);
  return [
    { id: "business", done: named, text: named ? message.stepBusiness(name, zone) : message.stepBusinessOpen },
    {
      id: "services",
      done: !settings.sample && services > 0,
      text: settings.sample ? message.stepServicesOpen : message.stepServices(services),
    },
    {
      id: "hours",
      // The sample hours count as done once the owner has confirmed the sample settings.
      done: open > 0 && !settings.sample,
      text: open === 0 ? message.stepHoursOpen : message.stepHours(open, places),
    },
    {
      id: "crew",
      done: crew !== null && crew.length > 0,
      text: crew === null || crew.length === 0 ? message.stepCrewOpen : message.stepCrew(crew.join(", ")),
    },
  ];
};

/** The business name in a new store. */
const freshName = "Your Hauling Company";
