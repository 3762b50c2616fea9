import { execFileSync } from "node:child_process";

/** A room whose tests must notice a fault in its code. */
export interface Room {
  name: string;
  /** Journeys that look at a file of this room. They run last because they are slow. */
  journeys: (file: string) => string[];
}

const noJourneys = () => [];
const rooms: Room[] = [
  ...["domain", "store", "projection", "http", "main", "edge", "release", "cli", "infra"].map((name) => ({
    name,
    journeys: noJourneys,
  })),
  { name: "web", journeys: (file) => journeysOfPages.find(([folder]) => file.startsWith(folder))?.[1] ?? [] },
];

const journeysOfPages: [string, string[]][] = [
  ["web/book/", ["book."]],
  ["web/track/", ["track.", "two-processes."]],
  ["web/dashboard/board/", ["board.", "whole-day."]],
  ["web/dashboard/job/", ["board.work.", "conflicts.", "dashboard.states."]],
  ["web/dashboard/new-job/", ["board.work.", "dashboard.states."]],
  ["web/dashboard/crew/", ["crew."]],
  ["web/dashboard/people/", ["owner.people."]],
  ["web/dashboard/settings/", ["owner.setup.", "dashboard.states."]],
  ["web/dashboard/activity/", ["owner.activity."]],
  ["web/dashboard/", ["owner.", "dashboard.states."]],
  ["web/shared/", ["book.", "track."]],
];

/** The rooms with these names, or all of them. Throws for a name that is no room. */
export const roomsNamed = (names: string[]): Room[] => {
  if (names.length === 0) return rooms;
  return names.map((name) => {
    const room = rooms.find((each) => each.name === name);
    if (room === undefined)
      throw new RangeError(`No room is called ${name}; there are ${rooms.map((r) => r.name).join(", ")}.`);
    return room;
  });
};

/** The files of a room that hold code of the product: no tests, no fakes, no texts, no fixtures. */
export const sourcesOf = (room: Room, root: string): string[] =>
  execFileSync("git", ["ls-files", room.name], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.tsx?$/.test(file) && !notProduct.test(file));

const notProduct =
  /\.(?:test|case|fixture|sample|d)\.tsx?$|\/(?:fake-[\w-]+|under-test|fixture|fixtures)\.ts$|\/(?:conformance|message|kept)\/|\/fixture\.ts$/;
