import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { expect } from "vitest";
import { visit, type Visit, type VisitOptions } from "./browser.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/**
 * Starts a server where every day is a working day: two windows with three openings, the crews of Dana and Luis, and a
 * dispatcher for each login.
 */
export const startWorkingDay = async (...logins: string[]): Promise<TestServer> => {
  const server = await startTestServer();
  await openEveryDay(server);
  for (const login of logins) await server.addPerson("dispatcher", login);
  return server;
};

/** Opens two windows with three openings on every day, and adds the crews of Dana and Luis. */
const openEveryDay = async (server: TestServer): Promise<void> => {
  const open = [
    { start: "08:00", end: "12:00", capacity: 3 },
    { start: "12:00", end: "16:00", capacity: 3 },
  ];
  await server.served.tailboard.services.settings.change((now) => ({
    ...now,
    hours: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open },
    crews: [
      { id: "crew-1", name: "Dana", active: true },
      { id: "luis", name: "Luis", active: true },
    ],
  }));
};

/**
 * Starts a working day on a store that is some days old: `work` was done in it that long ago, by a server whose clock was
 * behind. So a test has a late rental or an old customer with no way around the server.
 */
export const startLaterDay = async (
  days: number,
  work: (before: TestServer) => Promise<void>,
  ...logins: string[]
): Promise<TestServer> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-later-"));
  const store = { TAILBOARD_STORE: `sqlite:${root}`, TAILBOARD_SNAPSHOTS: "off" };
  const before = await startTestServer({ ...store, TAILBOARD_CLOCK: `-${days * 86_400}` });
  await openEveryDay(before);
  await work(before);
  await endWorkingDay(before);
  const server = await startTestServer(store);
  for (const login of logins) await server.addPerson("dispatcher", login);
  const close = async () => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  };
  return { ...server, close };
};

/**
 * Creates a late job, whose day has passed. It creates the job in a time zone where that day is today. Then it moves the
 * business to the time zone `then`, where it is already the next day.
 */
export const createLateJob = async (server: TestServer, name: string, then = "Pacific/Kiritimati"): Promise<string> => {
  const moveTo = (zone: string) =>
    server.served.tailboard.services.settings.change((now) => ({
      ...now,
      business: { ...now.business, time_zone: zone },
    }));
  await moveTo("Pacific/Pago_Pago");
  const id = await server.createJob(name);
  await moveTo(then);
  // The server found that day already over when it started, so only a change makes it look at the day again.
  await server.api("PATCH", `/api/v1/jobs/${id}`, { notes: "Gate was locked" }, { "if-match": '"1"' });
  return id;
};

/** Closes the server. Throws if it had an internal error. */
export const endWorkingDay = async (server: TestServer): Promise<void> => {
  await server.close();
  expect(server.faults).toEqual([]);
};

/** Opens the board as a dispatcher. */
export const openBoard = async (
  browser: Browser,
  server: TestServer,
  login = "ana",
  options: VisitOptions = { size: "desktop" },
): Promise<Visit> => {
  const one = await visit(browser, options);
  await server.signIn(one, login);
  await one.page.locator(".lanes").waitFor();
  return one;
};

export const lane = (page: Page, crew: string) => page.locator(`.lane[data-crew="${crew}"]`);
export const cell = (page: Page, crew: string, when: string) => lane(page, crew).locator(`.cell[data-when="${when}"]`);
export const card = (page: Page, id: string) => page.locator(`.card[data-job="${id}"]`);
/** The card of a visit in the lane of a crew; `none` is the lane of visits without a crew. */
export const inLane = (page: Page, crew: string, id: string) => lane(page, crew).locator(`.card[data-job="${id}"]`);
export const inTray = (page: Page, tray: string, id: string) =>
  page.locator(`section[aria-labelledby="attention-${tray}"] .card[data-job="${id}"]`);
export const openJob = async (page: Page, id: string): Promise<void> => {
  await card(page, id).locator(".card-open").click();
  await page.locator(".panel-facts").waitFor();
};
export const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
export const morning = "8 AM–noon";
export const afternoon = "Noon–4 PM";
