import { expect, it } from "vitest";
import type { RoutingTable } from "../../edge/edge-code.ts";
import { pathsToInvalidate } from "./routing-table.ts";

const dashboard = (pages: RoutingTable["pages"], fixed: RoutingTable["fixed"]): RoutingTable => ({
  kind: "dashboard",
  pages,
  fixed,
});
const one = dashboard({ dashboard: "/releases/r1/dashboard.html" }, { "/sw.js": "/releases/r1/sw.js" });

it("invalidates fixed names that are new, changed or removed", () => {
  expect(pathsToInvalidate({ ...one, fixed: {} }, one)).toEqual(["/sw.js"]);
  expect(pathsToInvalidate(one, { ...one, fixed: { "/sw.js": "/releases/r2/sw.js" } })).toEqual(["/sw.js"]);
  expect(pathsToInvalidate(one, { ...one, fixed: {} })).toEqual(["/sw.js"]);
  expect(pathsToInvalidate(one, one)).toEqual([]);
});

it("invalidates a page's path and its file at the top of the store, but nothing under /releases/", () => {
  expect(pathsToInvalidate({ ...one, pages: {} }, one)).toEqual(["/", "/dashboard.html"]);
  expect(pathsToInvalidate(one, { ...one, pages: { dashboard: "/releases/r2/dashboard.html" } })).toEqual(["/"]);
  const site = (track: string): RoutingTable => ({
    kind: "site",
    pages: { track, book: "/releases/r1/book.html" },
    fixed: {},
  });
  expect(pathsToInvalidate(site("/releases/r1/track.html"), site("/releases/r2/track.html"))).toEqual(["/track/"]);
});
