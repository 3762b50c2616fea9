import { DomainError } from "./domain-error.ts";
import { byLaneOrder, lanePosition, type LaneStop } from "./lane-order.ts";

/** Where a visit goes in a lane. */
export type Place =
  | "first"
  | "last"
  | { before: { job: string; visit: string } }
  | { after: { job: string; visit: string } };

/**
 * Returns the position for a visit between the other stops of its lane: the middle of its two neighbors. Two people who
 * put visits between the same neighbors give them the same position, and the job id decides. Throws `neighbor_gone` with
 * the lane if the neighbor is not in it. Returns undefined for an empty lane, which needs no position.
 */
export const placeInLane = (others: readonly LaneStop[], place: Place): number | undefined => {
  const lane = others.toSorted(byLaneOrder);
  const index = indexFor(lane, place);
  const [before, after] = [lane[index - 1], lane[index]];
  if (before === undefined) return after === undefined ? undefined : lanePosition(after) - 1;
  if (after === undefined) return lanePosition(before) + 1;
  return (lanePosition(before) + lanePosition(after)) / 2;
};

/** The index of the stop that comes after the visit. */
const indexFor = (lane: readonly LaneStop[], place: Place): number => {
  if (place === "first") return 0;
  if (place === "last") return lane.length;
  const neighbor = "before" in place ? place.before : place.after;
  const index = lane.findIndex(({ job, visit }) => job === neighbor.job && visit === neighbor.visit);
  if (index >= 0) return "before" in place ? index : index + 1;
  throw new DomainError("neighbor_gone", "That stop is not in the lane any more. Look at the lane, then try again.", {
    facts: { lane: lane.map(({ job, visit }) => ({ job, visit })) },
  });
};
