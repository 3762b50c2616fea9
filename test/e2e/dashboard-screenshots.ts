import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { dayAfter } from "../../web/shared/format.ts";
import { visit, type VisitOptions } from "./browser.ts";
import { startTestServer, type TestServer } from "./test-server.ts";
import { createLateJob, openJob, press, startWorkingDay } from "./working-day.ts";

/** Takes the README's screenshots of the dashboard: a busy day, a conflict, a crew's phone and the first screen. */
export const takeDashboardPictures = async (browser: Browser, folder: string): Promise<void> => {
  const fresh = await startTestServer();
  await fresh.addPerson("owner", "ana");
  const shootFresh = shooter(browser, fresh, folder);
  await shootFresh("first-screen", "/board", "ana", (page) => page.getByText("Four things").waitFor());
  await fresh.close();

  const server = await busyDay();
  const shoot = shooter(browser, server, folder);
  const toBoard = (page: Page) => page.locator(".lane .card").nth(7).waitFor();
  await shoot("board", "/board", "ana", toBoard);
  await shoot("board-1024", "/board", "ana", async (page) => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await toBoard(page);
  });
  await shoot("board-dark", "/board", "ana", toBoard, { size: "desktop", dark: true });
  const toConflict = async (page: Page) => {
    const mark = ((await server.api("GET", "/api/v1/jobs?q=Mark")) as { items: { id: string; rev: number }[] })
      .items[0];
    const [id, rev] = [mark?.id ?? "", mark?.rev ?? 0];
    await openJob(page, id);
    await press(page, "Edit details");
    await page.fill('[name="customer.name"]', "Mark S.");
    await page.fill('textarea[name="notes"]', "Ring twice");
    await asLuis(server, id, rev, { notes: "Park on the street side" });
    await page.getByRole("heading", { name: /Luis changed this job/ }).waitFor();
    await press(page, "Save");
    await page.waitForFunction(() => document.activeElement?.matches(".conflict"));
  };
  await shoot("conflict", "/board", "ana", toConflict);
  const toStop = (page: Page) => page.getByRole("link", { name: "Call R. Alvarez" }).waitFor();
  await shoot("crew", "/", "dana", toStop, { size: "phone", dark: true });
  await server.close();
};

type Walk = (page: Page) => Promise<unknown>;

const shooter =
  (browser: Browser, server: TestServer, folder: string) =>
  async (name: string, path: string, login: string, walk: Walk, options: VisitOptions = { size: "desktop" }) => {
    const { page, context } = await visit(browser, options);
    await context.addCookies([await server.cookieOf(login)]);
    await page.goto(`${server.served.dashboard}${path}`);
    await walk(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(700); // wait until the tint of changed cards has faded
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  };

/** Luis saves from his own window. */
const asLuis = async (server: TestServer, id: string, rev: number, body: object): Promise<void> => {
  const { name, value, url } = await server.cookieOf("Luis");
  const answer = await fetch(`${url}/api/v1/jobs/${id}`, {
    method: "PATCH",
    headers: { "content-type": "application/json", origin: url, cookie: `${name}=${value}`, "if-match": `"${rev}"` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The other one's change was answered ${answer.status}`);
};

/** A time zone where it is about 10 AM now, if there is one that is a day ahead of Pago Pago. */
const whereItIsMorning = (): string => {
  const hour = new Date().getUTCHours();
  const ahead = hour <= 10 ? 10 - hour : 34 - hour;
  return ahead <= 14 ? `Etc/GMT-${ahead}` : "Pacific/Kiritimati";
};

const early = { start: "08:00", end: "12:00" };
const late = { start: "12:00", end: "16:00" };

const busyDay = async (): Promise<TestServer> => {
  const server = await startWorkingDay("ana", "Luis");
  const hours = [
    { ...early, capacity: 6 },
    { ...late, capacity: 6 },
  ];
  await server.served.tailboard.services.settings.change((now) => ({
    ...now,
    business: { ...now.business, name: "Coastline Hauling", phone: "+16195550100" },
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
    crews: [
      { id: "crew-1", name: "Dana", active: true },
      { id: "luis", name: "Luis", active: true },
      { id: "sam", name: "Sam", active: true },
    ],
    sample: false,
  }));
  await server.addPerson("crew", "dana", "crew-1");
  await createLateJob(server, "Hale Bros.", whereItIsMorning());
  const today = await server.today();
  const make = async (
    name: string,
    dollars: number,
    service: "trailer-15" | "junk-removal",
    [street, postal_code]: [string, string],
    change: object,
    ...states: string[]
  ) => {
    const id = await server.createJob(name, {
      service,
      pricing: { kind: "flat", amount_cents: dollars * 100, currency: "USD" },
      location: { street, city: "San Diego", state: "CA", postal_code },
      ...change,
    });
    for (const state of states) await server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state });
    return id;
  };
  const nobody = { crew: undefined };
  await make("Okafor", 249, "junk-removal", ["1420 Kettner Blvd", "92101"], { ...nobody, window: late });
  await make("T. Brandt", 149, "junk-removal", ["2214 Adams Ave", "92116"], { ...nobody, window: early });
  const ready = await make("Castillo", 600, "trailer-15", ["905 Orange Ave", "92118"], { day: dayAfter(today, 2) });
  await server.api("POST", `/api/v1/jobs/${ready}/status`, { status: "ready_for_pickup" });
  await make("Osei", 149, "junk-removal", ["77 Date St", "92102"], { ...nobody, day: undefined, window: undefined });
  await make("J. Whitfield", 600, "trailer-15", ["3905 Ray St", "92104"], {}, "en_route", "on_site", "done");
  const location = {
    street: "3310 Marlborough Ave",
    city: "San Diego",
    state: "CA",
    postal_code: "92104",
    notes: "Gate code 4417 · dog in the yard · scale ticket needed",
  };
  await make("R. Alvarez", 600, "trailer-15", ["", ""], { location }, "en_route", "on_site");
  await make("P. Lindqvist", 349, "junk-removal", ["88 Juniper St", "92101"], { window: late });
  await make("Mark", 600, "trailer-15", ["Soderblom Ave", "92122"], { window: late });
  await make("C. Yamada", 189, "junk-removal", ["4th & Elm", "92101"], { crew: "luis" }, "en_route");
  await make("Bell Church", 720, "trailer-15", ["5120 Bell Bluff", "92119"], { crew: "luis" });
  await make("Nguyen", 600, "trailer-15", ["2911 Clairemont Dr", "92117"], { crew: "luis", window: late });
  await make("D. Osei", 149, "junk-removal", ["614 Alley Way", "92103"], { crew: "sam" });
  return server;
};
