import type { Browser, Page } from "@playwright/test";
import { expect } from "vitest";
import { visit, type Visit, type VisitOptions } from "./browser.ts";
import { startOffice, type Office } from "./office.ts";

/**
 * An office where every day is a working day, whichever it is today: two windows of three places, Dana's crew and
 * Luis's, and a dispatcher for each login.
 */
export const startWorkingDay = async (...logins: string[]): Promise<Office> => {
  const office = await startOffice();
  const open = [
    { start: "08:00", end: "12:00", capacity: 3 },
    { start: "12:00", end: "16:00", capacity: 3 },
  ];
  await office.served.tailboard.services.settings.change((now) => ({
    ...now,
    hours: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open },
    crews: [
      { id: "crew-1", name: "Dana", active: true },
      { id: "luis", name: "Luis", active: true },
    ],
  }));
  for (const login of logins) await office.addPerson("dispatcher", login);
  return office;
};

/**
 * A job of a day that has passed: made while the business was where that day still was. From then on the business is
 * where a new day begins first,
 * or in `then`.
 */
export const createOutstanding = async (office: Office, name: string, then = "Pacific/Kiritimati"): Promise<string> => {
  const moveTo = (zone: string) =>
    office.served.tailboard.services.settings.change((now) => ({
      ...now,
      business: { ...now.business, time_zone: zone },
    }));
  await moveTo("Pacific/Pago_Pago");
  const id = await office.createJob(name);
  await moveTo(then);
  // The day that is over was over for the server when it started, so that it will not look there again by itself.
  await office.api("PATCH", `/api/v1/jobs/${id}`, { notes: "Gate was locked" }, { "if-match": '"1"' });
  return id;
};

/** Closes it; throws for whatever went wrong inside. */
export const endWorkingDay = async (office: Office): Promise<void> => {
  await office.close();
  expect(office.faults).toEqual([]);
};

/** A dispatcher before the board. */
export const atBoard = async (
  browser: Browser,
  office: Office,
  login = "ana",
  options: VisitOptions = { size: "desktop" },
): Promise<Visit> => {
  const one = await visit(browser, options);
  await office.signIn(one, login);
  await one.page.locator(".lanes").waitFor();
  return one;
};

export const lane = (page: Page, crew: string) => page.locator(`.lane[data-crew="${crew}"]`);
export const cell = (page: Page, crew: string, when: string) => lane(page, crew).locator(`.cell[data-when="${when}"]`);
export const card = (page: Page, id: string) => page.locator(`.card[data-job="${id}"]`);
export const waitingFor = (page: Page, tray: string, id: string) =>
  page.locator(`section[aria-labelledby="tray-${tray}"] .card[data-job="${id}"]`);
export const openJob = async (page: Page, id: string): Promise<void> => {
  await card(page, id).locator(".card-open").click();
  await page.locator(".panel-facts").waitFor();
};
export const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
export const morning = "8 AM–noon";
export const afternoon = "Noon–4 PM";
