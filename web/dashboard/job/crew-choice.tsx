import { useLayoutEffect, useRef } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import type { AppContext } from "../app-context.ts";
import { linkTo } from "../navigation.ts";
import type { Choosing, JobActions } from "./use-job-actions.ts";
import { nextVisit } from "./visit.ts";

interface Props {
  app: AppContext;
  job: Job;
  choosing: Choosing;
  actions: JobActions;
}

/** The crews to choose from for the next visit of a job, saved with one press. */
export const CrewChoice = ({ app, job, choosing, actions }: Props) => {
  const element = useRef<HTMLElement>(null);
  const visit = nextVisit(job);
  const crews = app.settings.crews.filter(({ active }) => active);
  useLayoutEffect(() => {
    // It opens on request, so it takes the focus and comes into sight.
    element.current?.querySelector<HTMLElement>("[aria-pressed=true], button, a")?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: "nearest" });
  }, [choosing]);
  if (visit === undefined) return null;
  const title = choosing === "start" ? message.whoStarts : message.assignWhat(message.kindsInText[visit.kind]);
  return (
    <section class="crew-choice" ref={element} aria-labelledby="crew-choice-title" data-choosing={choosing}>
      <h3 id="crew-choice-title">{title}</h3>
      {crews.length === 0 && <NoCrews app={app} />}
      <div class="choices">
        {crews.map(({ id, name }) => (
          <button
            type="button"
            class="plain pill"
            key={id}
            aria-pressed={visit.crew === id}
            aria-disabled={actions.busy}
            onClick={() => actions.assign(id)}
          >
            <bdi>{name}</bdi>
          </button>
        ))}
        {choosing === "assign" && visit.crew !== null && (
          <button type="button" class="plain pill" aria-disabled={actions.busy} onClick={() => actions.assign(null)}>
            {message.unassign}
          </button>
        )}
      </div>
      <div class="panel-acts">
        {choosing === "start" && (
          <button type="button" class="plain" aria-disabled={actions.busy} onClick={actions.startWithoutCrew}>
            {message.startWithout}
          </button>
        )}
        <button type="button" class="plain" onClick={() => actions.chooseCrew(null)}>
          {message.back}
        </button>
      </div>
    </section>
  );
};

const NoCrews = ({ app: { navigation } }: { app: AppContext }) => (
  <p class="quiet">
    {message.noCrews}{" "}
    <a {...linkTo(navigation, { place: "settings", job: null, section: "crews" })}>{message.addCrew}</a>
  </p>
);
