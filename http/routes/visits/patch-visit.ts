import { instantOf } from "../../../domain/clock.ts";
import { sameWindow, type Day } from "../../../domain/day.ts";
import type { Job, Visit } from "../../../domain/job.ts";
import type { LaneStop } from "../../../domain/lane-order.ts";
import { momentIn } from "../../../domain/moment.ts";
import { placeInLane, type Place } from "../../../domain/place-in-lane.ts";
import type { Equipment } from "../../../domain/rental/equipment.ts";
import { patchVisit as decide, type VisitPatch } from "../../../domain/visit-list.ts";
import { visitOf } from "../../../domain/visit-report.ts";
import { assertUnit } from "../../../domain/visit-unit.ts";
import type { JobStore } from "../../../store/job-store.ts";
import { principalOf } from "../../authorize.ts";
import { body, ifMatchHeader, json, problemResponses } from "../../description.ts";
import { withAlternatives } from "../../alternatives.ts";
import { assertKnownWindow, readSlot } from "../../booking.ts";
import { assertKnownCrew } from "../../known-crew.ts";
import { changeJob, readIfMatch, visibleJob, type ChangeOf } from "../../staff-job.ts";
import { visitOnOtherDay } from "../../other-days.ts";
import { defineRoute, staff } from "../../route.ts";
import { job } from "../../schema/job.ts";
import { visitParams, visitPatch } from "../../schema/visit.ts";

export const patchVisit = defineRoute(
  "patchVisit",
  { roles: staff, scope: "jobs:write" },
  {
    summary: "Change a visit",
    description:
      "A missing field keeps its value, and null removes it. `place` puts the visit between two others of its lane. Another day, window or crew without `place` puts it there by its window.",
    request: { params: visitParams, headers: ifMatchHeader, body: body(visitPatch) },
    responses: {
      200: json(job, "The job after the change. Its `rev` stays the same if nothing changed."),
      ...problemResponses(
        "window_full",
        "equipment_unavailable",
        "unit_in_use",
        "neighbor_gone",
        "transition_not_allowed",
        "stale",
        "if_match_required",
      ),
    },
  },
  (services) => async (c) => {
    const rev = readIfMatch(c.req.header("if-match"));
    const { id, visit_id: visitId } = c.req.valid("param");
    const { place, notify, ...patch } = c.req.valid("json");
    const settings = await services.settings.read();
    const world = { jobs: services.jobs, settings, nowMs: services.clock.now() };
    const before = await visibleJob(services, principalOf(c), id, settings);
    const visit = visitOf(before, visitId);
    const { day = visit.day, window = visit.window } = patch;
    if (typeof patch.day === "string")
      readSlot(settings, { needs_window: false }, { day: patch.day }, world.nowMs, false);
    const isMoved = day !== visit.day || !sameWindow(window, visit.window);
    if (isMoved && day !== null && window !== null) await assertKnownWindow(services.jobs, settings, day, window);
    assertKnownCrew(settings, patch.crew);
    const equipment = await services.equipment.read();
    const position = place === undefined ? undefined : await positionOf(services.jobs, { before, visit, patch }, place);
    const today = momentIn(settings.business.time_zone, instantOf(world.nowMs));
    const on = (other: Day) => decide(before, visitId, { ...patch, day: other }, today);
    const view = await withAlternatives({ ...world, change: visitOnOtherDay(before, visit, patch.day, on) }, () =>
      changeJob(
        services,
        c,
        {
          name: "patchVisit",
          id,
          body: { visit: visitId, ...patch, place },
          rev,
          notify,
          // A corrected report is not refused for lack of stock either.
          ...(patch.done_on === undefined ? {} : { force: "type" as const }),
        },
        visitChange(equipment, visitId, { ...patch, position }),
      ),
    );
    return c.json(view, 200);
  },
);

export const visitChange =
  (equipment: Equipment, visit: string, patch: VisitPatch): ChangeOf =>
  ({ business }) =>
  (now, at) => {
    assertUnit(equipment, now, patch.unit);
    return decide(now, visit, patch, momentIn(business.time_zone, at));
  };

/** Reads the lane that the visit goes into, and returns its position there. */
const positionOf = async (
  jobs: JobStore,
  { before, visit, patch }: { before: Job; visit: Visit; patch: VisitPatch },
  place: Place,
): Promise<number | undefined> => {
  const { day = visit.day, crew = visit.crew } = patch;
  if (day === null) return placeInLane([], place);
  const found = await jobs.between(day, day, { crew });
  const stops = found
    .filter(({ status }) => status !== "cancelled")
    .flatMap((one) =>
      one.visits
        .filter((stop) => stop.day === day && stop.crew === crew && !(one.id === before.id && stop.id === visit.id))
        .map((stop): LaneStop => ({
          job: one.id,
          visit: stop.id,
          window: stop.window,
          position: stop.position ?? null,
        })),
    );
  return placeInLane(stops, place);
};
