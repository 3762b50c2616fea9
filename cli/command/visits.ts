import type { Command } from "commander";
import { attemptCodes } from "../../domain/job.ts";
import type { JobView } from "../../projection/job-view.ts";
import type { VisitView } from "../../projection/visit-view.ts";
import { openApi, todayOf } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { UsageError } from "../command-error.ts";
import * as message from "../message/jobs.ts";
import { noNotify, readNotify, type NotifyOption } from "../read/notify.ts";
import { readDay, readWindow } from "../read/when.ts";
import { textContext } from "../show/phrases.ts";
import { showVisits } from "../show/visits.ts";
import { changeJob, printJob } from "./jobs/change-job.ts";

export const addVisitCommands = (root: Command): void => {
  const visits = root.command("visits").description("Visits of a job: add, move, order and report them");
  addListCommand(visits);
  addAddCommand(visits);
  addMoveCommands(visits);
  addOrderCommand(visits);
  addRemoveCommand(visits);
  addStateCommand(visits);
};

const addListCommand = (visits: Command): void => {
  addCommand(visits, "list", { summary: "List the visits of a job", example: "visits list 261127-7K3Q" })
    .argument("<job>")
    .action(async (id: string, options: OutputOptions) => {
      const api = await openApi();
      const [job, settings] = await Promise.all([api.getJob({ id }), api.getSettings()]);
      const context = textContext(settings, todayOf(api, settings));
      await printResult(options, { items: job.visits }, () => showVisits(job, context));
    });
};

interface AddOptions extends OutputOptions, NotifyOption {
  kind: string;
  day?: string;
  window?: string;
  crew?: string;
  unit?: string;
  note?: string;
  sameUnit?: true;
  free?: true;
}

const addAddCommand = (visits: Command): void => {
  addCommand(visits, "add", {
    summary: "Add a swap to a rental, or a visit to another job",
    example: "visits add 261127-7K3Q --kind swap --day friday --window 08:00-12:00",
  })
    .argument("<job>")
    .requiredOption("--kind <kind>", "swap or service")
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday")
    .option("--window <window>", "arrival window, 08:00-12:00")
    .option("--crew <id>", "the crew's id")
    .option("--unit <unit>", "the unit that a swap brings")
    .option("--note <text>", "for the crew")
    .option("--same-unit", "empty the unit and bring it back")
    .option("--free", "add no price")
    .option(...noNotify)
    .action((id: string, options: AddOptions) =>
      changeJob(id, options, (api, before, settings) =>
        api.addVisit({
          id,
          rev: before.rev,
          body: {
            kind: options.kind,
            ...(options.day === undefined ? {} : { day: readDay(options.day, todayOf(api, settings)) }),
            ...(options.window === undefined ? {} : { window: readWindow(options.window) }),
            ...(options.crew === undefined ? {} : { crew: options.crew }),
            ...(options.unit === undefined ? {} : { unit: options.unit }),
            ...(options.note === undefined ? {} : { note: options.note }),
            ...(options.sameUnit === true ? { same_unit: true } : {}),
            charge: options.free !== true,
            ...readNotify(options),
          },
        }),
      ),
    );
};

interface MoveOptions extends OutputOptions, NotifyOption {
  day?: string;
  window?: string;
  anyTime?: true;
  crew?: string;
  none?: true;
}

const addMoveCommands = (visits: Command): void => {
  addCommand(visits, "move", {
    summary: "Move one visit to another day or arrival window",
    example: "visits move 261127-7K3Q v2 --day friday --any-time",
  })
    .argument("<job>")
    .argument("<visit>")
    .option("--day <day>", "2026-11-27, today, tomorrow or a weekday")
    .option("--window <window>", "arrival window, 08:00-12:00; without it, the window stays")
    .option("--any-time", "no arrival window: any time that day")
    .option(...noNotify)
    .action((id: string, visit: string, options: MoveOptions) => {
      if (options.window !== undefined && options.anyTime === true) throw new UsageError(message.windowOrAnyTime);
      return changeJob(id, options, (api, before, settings) =>
        api.patchVisit({
          id,
          visit_id: visit,
          rev: before.rev,
          body: {
            ...(options.day === undefined ? {} : { day: readDay(options.day, todayOf(api, settings)) }),
            ...(options.window === undefined ? {} : { window: readWindow(options.window) }),
            ...(options.anyTime === true ? { window: null } : {}),
            ...readNotify(options),
          },
        }),
      );
    });

  addCommand(visits, "assign", {
    summary: "Assign one visit to a crew",
    example: "visits assign 261127-7K3Q v2 --crew crew-1",
  })
    .argument("<job>")
    .argument("<visit>")
    .option("--crew <id>", "the crew's id")
    .option("--none", "unassign the visit")
    .option(...noNotify)
    .action((id: string, visit: string, options: MoveOptions) => {
      if ((options.crew === undefined) === (options.none === undefined)) throw new UsageError(message.crewOrNone);
      return changeVisit(id, visit, options, { crew: options.crew ?? null, ...readNotify(options) });
    });
};

const addOrderCommand = (visits: Command): void => {
  addCommand(visits, "order", {
    summary: "Put a visit before or after another stop of its crew",
    example: "visits order 261127-7K3Q v1 --after 261127-9QQ2/v1",
  })
    .argument("<job>")
    .argument("<visit>")
    .option("--before <stop>", "job/visit")
    .option("--after <stop>", "job/visit")
    .option("--first", "before all others")
    .option("--last", "after all others")
    .option(...noNotify)
    .action((id: string, visit: string, options: OutputOptions & NotifyOption & OrderOptions) =>
      changeVisit(id, visit, options, { place: readPlace(options), ...readNotify(options) }),
    );
};

interface OrderOptions {
  before?: string;
  after?: string;
  first?: true;
  last?: true;
}

const readPlace = ({ before, after, first, last }: OrderOptions) => {
  const given = [before, after, first, last].filter((one) => one !== undefined);
  if (given.length !== 1) throw new UsageError(message.onePlace);
  if (first === true) return "first";
  if (last === true) return "last";
  return before === undefined ? { after: readStop(after ?? "") } : { before: readStop(before) };
};

const readStop = (text: string) => {
  const [job, visit] = text.split("/");
  if (job === undefined || visit === undefined || visit === "") throw new UsageError(message.stopFormat(text));
  return { job, visit };
};

const addRemoveCommand = (visits: Command): void => {
  addCommand(visits, "remove", { summary: "Remove a visit", example: "visits remove 261127-7K3Q v3" })
    .argument("<job>")
    .argument("<visit>")
    .option(...noNotify)
    .action((id: string, visit: string, options: OutputOptions & NotifyOption) =>
      changeJob(id, options, (api, before) =>
        api.removeVisit({ id, visit_id: visit, rev: before.rev, body: readNotify(options) }),
      ),
    );
};

interface StateOptions extends OutputOptions, NotifyOption {
  state: string;
  reason?: string;
  code?: string;
  unit?: string;
}

const addStateCommand = (visits: Command): void => {
  addCommand(visits, "state", {
    summary: "Report the state of a visit",
    example: "visits state 261127-7K3Q v1 --state done --unit T15-02",
  })
    .argument("<job>")
    .argument("<visit>")
    .requiredOption("--state <state>", "en_route, on_site, done or attempted")
    .option("--reason <text>", "why, for the job's history")
    .option("--code <code>", `why it failed: ${attemptCodes.join(", ")}`)
    .option("--unit <unit>", "the unit that was delivered")
    .option(...noNotify)
    .action(async (id: string, visit: string, { state, reason, code, unit, ...options }: StateOptions) => {
      const api = await openApi();
      const job = await api.setVisitState({
        id,
        visit_id: visit,
        body: {
          state,
          ...(reason === undefined ? {} : { reason }),
          ...(code === undefined ? {} : { code }),
          ...(unit === undefined ? {} : { unit }),
          ...readNotify(options),
        },
      });
      await printJob(api, job, options);
    });
};

const changeVisit = (id: string, visit: string, options: OutputOptions, body: object): Promise<void> =>
  changeJob(id, options, (api, before) => api.patchVisit({ id, visit_id: visit, rev: before.rev, body }));

/** Returns the visit that was named, else the one that `isMeant`. */
export const visitNamed = (job: JobView, named: string | undefined, isMeant: (visit: VisitView) => boolean): string => {
  const visit = named ?? job.visits.findLast(isMeant)?.id;
  if (visit === undefined) throw new UsageError(message.nameVisit);
  return visit;
};
