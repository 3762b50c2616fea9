import type { Locator } from "@playwright/test";
import { describe, expect, it } from "vitest";
import type { Visit, VisitOptions } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { useTestServer } from "./use-test-server.ts";

let server: TestServer;
const { signedIn } = useTestServer(async (fresh) => {
  server = fresh;
  // Every day has the same windows, so the time of the test does not matter.
  const { rev, crews: _crews, ...settings } = (await server.api("GET", "/api/v1/settings")) as Settings;
  const everyDay = Object.fromEntries(Object.keys(settings.hours).map((day) => [day, settings.hours["mon"]]));
  await server.api("PUT", "/api/v1/settings", { ...settings, hours: everyDay }, { "if-match": `"${rev}"` });
});

interface Settings {
  rev: number;
  crews: unknown;
  hours: Record<string, unknown>;
  services: object[];
  booking: object;
}

const phoneOf = (login: string, options: VisitOptions = {}): Promise<Visit> =>
  signedIn(login, { size: "phone", dark: true, ...options });
const focus = (one: Visit, name: string) => one.page.getByRole("article", { name });
/** The text that describes a control to a screen reader. */
const describedBy = (control: Locator) =>
  control.evaluate(
    (element) => document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent ?? null,
  );
const press = (one: Visit, name: string) => one.page.getByRole("button", { name, exact: true }).click();

describe("a crew's day on a phone", () => {
  it("shows the next stop first, takes it to done, and then says that the day is done", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const one = await phoneOf("dana");
    await one.page.getByRole("heading", { name: "No stops today" }).waitFor();
    await one.checkAccessibility();

    const location = {
      street: "3310 Marlborough Ave",
      city: "San Diego",
      postal_code: "92104",
      notes: "Gate code 4417 · dog in the yard",
    };
    const first = await server.createJob("R. Alvarez", { location });
    await server.createJob("P. Lindqvist", { window: { start: "12:00", end: "16:00" } });
    await focus(one, "R. Alvarez").waitFor();
    await one.page.getByText("Gate code 4417").waitFor();
    await one.page.getByRole("heading", { name: "Rest of the day" }).waitFor();
    expect(await one.page.getByRole("link", { name: "Call R. Alvarez" }).getAttribute("href")).toBe("tel:+16195550142");
    expect(await one.page.getByRole("link", { name: "Directions to R. Alvarez" }).getAttribute("href")).toContain(
      "destination=3310+Marlborough+Ave%2C+San+Diego",
    );
    expect(await one.page.textContent("main")).not.toContain("$");
    await one.checkAccessibility();

    const action = await one.page.getByRole("button", { name: "On my way" }).boundingBox();
    const call = await one.page.getByRole("link", { name: "Call R. Alvarez" }).boundingBox();
    expect(action?.height).toBeGreaterThanOrEqual(64);
    expect(call?.height).toBeGreaterThanOrEqual(56);

    await press(one, "On my way");
    await press(one, "Arrived");
    await one.page.getByText(/On site since \d/).waitFor();
    await press(one, "Finish job");
    await one.page.getByRole("heading", { name: "All done at R. Alvarez?" }).waitFor();
    await one.page.getByText("Their tracking page will say the job is done.").waitFor();
    await one.checkAccessibility();
    await press(one, "Not yet");
    await press(one, "Finish job");
    await press(one, "Mark done");
    await focus(one, "P. Lindqvist").waitFor();
    await one.page.locator(`li[data-job="${first}"][data-state="done"]`).waitFor();
    await expect.poll(() => server.history(first)).toEqual(["booked", "en_route", "on_site", "completed"]);

    await press(one, "Can’t do it");
    const more = one.page.getByLabel("Anything else the office should know");
    expect(await more.getAttribute("aria-describedby")).toBeNull();
    await press(one, "Tell the office");
    await one.page.locator('[data-error="reason"]').waitFor();
    expect(await describedBy(more)).toBe("Choose a reason, or write one.");
    await one.checkAccessibility();
    await press(one, "Gate locked");
    await more.fill("Came at 1, nobody answered");
    await press(one, "Tell the office");
    await one.page.getByRole("heading", { name: "That’s all for today" }).waitFor();
    await one.page.getByRole("heading", { name: "All stops" }).waitFor();
    await one.checkAccessibility();
  });

  it("says before a drop-off is done that the tracking page will say it was dropped off", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const { rev, crews: _crews, ...settings } = (await server.api("GET", "/api/v1/settings")) as Settings;
    const services = settings.services.map((one) => ({ ...one, visits: ["drop_off", "pickup"] }));
    await server.api("PUT", "/api/v1/settings", { ...settings, services }, { "if-match": `"${rev}"` });
    const id = await server.createJob("Mark");
    const one = await phoneOf("dana");
    await press(one, "On my way");
    await press(one, "Arrived");
    await press(one, "Finish drop-off");
    await one.page.getByText("Their tracking page will say it was dropped off.").waitFor();
    await press(one, "Mark done");
    await one.page.getByRole("heading", { name: "That’s all for today" }).waitFor();
    await expect.poll(() => server.history(id)).toEqual(["booked", "en_route", "on_site", "dropped_off"]);
  });

  it("shows prices to the crew if the owner allows it", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    await server.createJob("Mark");
    const { rev, crews: _crews, ...settings } = (await server.api("GET", "/api/v1/settings")) as Settings;
    const booking = { ...settings.booking, crews_see_prices: true };
    await server.api("PUT", "/api/v1/settings", { ...settings, booking }, { "if-match": `"${rev}"` });
    const one = await phoneOf("dana");
    await one.page.getByText("$600").waitFor();
  });

  it("says when the crew arrives, undoes a tap by mistake, and sends a later time", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const id = await server.createJob("Mark");
    const one = await phoneOf("dana");
    await focus(one, "Mark").waitFor();
    await press(one, "20 min");
    await press(one, "On my way, 20 min");
    await one.page.getByText("Mark gets a message in a few seconds.").waitFor();
    await one.page.getByText(/^Expected around \d/).waitFor();
    await one.checkAccessibility();
    await press(one, "Undo");
    await one.page.getByRole("button", { name: "On my way" }).waitFor();
    await expect.poll(() => server.history(id)).toEqual(["booked", "en_route", "undone"]);

    await press(one, "On my way");
    await press(one, "Running late");
    await one.checkAccessibility();
    await press(one, "Send the new time");
    await one.page.locator('[data-error="arrives_in_minutes"]').waitFor();
    await press(one, "60 min");
    await press(one, "Send the new time");
    await one.page.getByText(/^Expected around \d/).waitFor();
    const { visits } = (await server.api("GET", `/api/v1/jobs/${id}`)) as { visits: { arrival_estimate: string }[] };
    expect(visits[0]?.arrival_estimate).toMatch(/^20/);
  });

  it("works by keyboard, also on a desktop", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const id = await server.createJob("Mark");
    const one = await phoneOf("dana", { size: "desktop", dark: false });
    await focus(one, "Mark").waitFor();
    await one.page.getByRole("button", { name: "On my way" }).focus();
    await one.page.keyboard.press("Enter");
    await one.page.getByRole("button", { name: "Arrived" }).waitFor();
    await one.page.keyboard.press("Enter");
    await one.page.getByRole("button", { name: "Finish job" }).waitFor();
    await one.page.keyboard.press("Enter");
    await one.page.getByRole("heading", { name: "All done at Mark?" }).waitFor();
    await one.page.keyboard.press("Escape");
    await one.page.getByRole("button", { name: "Finish job" }).waitFor();
    await expect.poll(() => server.history(id)).toEqual(["booked", "en_route", "on_site"]);
    await one.checkAccessibility();
  });
});

describe("without a signal", () => {
  it("stores taps, says how many wait, and sends them once and in order", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const id = await server.createJob("Mark");
    await server.createJob("Okafor", { window: { start: "12:00", end: "16:00" } });
    const one = await phoneOf("dana");
    await one.page.getByRole("link", { name: "Call Mark" }).waitFor();
    one.expectTrouble(/ERR_INTERNET_DISCONNECTED/);
    await one.context.setOffline(true);
    await press(one, "On my way");
    await press(one, "Arrived");
    await press(one, "Finish job");
    await press(one, "Mark done");
    await one.page.getByText("No signal").waitFor();
    await one.page.getByText("3 changes waiting to send").waitFor();
    await one.page.locator(`li[data-job="${id}"]`).getByText("Waiting to send").waitFor();
    await one.checkAccessibility();
    expect(await server.history(id)).toEqual(["booked"]);

    await one.context.setOffline(false);
    await expect.poll(() => server.history(id)).toEqual(["booked", "en_route", "on_site", "completed"]);
    await one.page.getByText("No signal").waitFor({ state: "hidden" });
  });

  it("sends a stored change from the next page after the page was closed", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const id = await server.createJob("Mark");
    const one = await phoneOf("dana");
    await focus(one, "Mark").waitFor();
    one.expectTrouble(/ERR_FAILED/, "Failed to fetch");
    await one.context.route("**/state", (route) => route.abort());
    await press(one, "On my way");
    await one.page.getByText("1 change waiting to send").waitFor();
    await one.page.reload();
    await one.page.getByText("1 change waiting to send").waitFor();
    await one.page.getByRole("button", { name: "Arrived" }).waitFor();
    await one.context.unroute("**/state");
    await expect.poll(() => server.history(id), { timeout: 12_000 }).toEqual(["booked", "en_route"]);
  });

  it("sends a tap once if only the answer was lost", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    const id = await server.createJob("Mark");
    const one = await phoneOf("dana");
    await focus(one, "Mark").waitFor();
    one.expectTrouble(/ERR_FAILED/);
    let lost = 0;
    await one.context.route("**/state", async (route) => {
      lost += 1;
      await route.fetch();
      if (lost === 1) await route.abort();
      else await route.continue();
    });
    await press(one, "On my way");
    await expect.poll(() => lost, { timeout: 12_000 }).toBeGreaterThan(1);
    await one.page.getByText("No signal").waitFor({ state: "hidden" });
    expect(await server.history(id)).toEqual(["booked", "en_route"]);
  });

  it("names the taps that were not saved because the stop went to another crew", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    await server.api("POST", "/api/v1/crews", { id: "crew-2", name: "Luis" });
    const id = await server.createJob("Mark");
    const one = await phoneOf("dana");
    await focus(one, "Mark").waitFor();
    one.expectTrouble(/ERR_INTERNET_DISCONNECTED/, `404 /api/v1/jobs/${id}`);
    await one.context.setOffline(true);
    await press(one, "On my way");
    await press(one, "Arrived");
    await one.page.getByText("2 changes waiting to send").waitFor();
    await server.api("PATCH", `/api/v1/jobs/${id}`, { crew: "crew-2" }, { "if-match": '"1"' });
    await one.context.setOffline(false);
    await one.page.getByText("Couldn’t save for Mark: On my way, Arrived.").waitFor();
    await one.page.getByRole("heading", { name: "No stops today" }).waitFor();
    await one.checkAccessibility();
    expect(await server.history(id)).toEqual(["booked", "assigned"]);
    await press(one, "OK");
    await one.page.getByText("Couldn’t save for Mark").waitFor({ state: "hidden" });
  });
});

describe("changes by the office", () => {
  it("removes a stop that moved to another crew, and says so", async () => {
    await server.addPerson("crew", "dana", "crew-1");
    await server.api("POST", "/api/v1/crews", { id: "crew-2", name: "Luis" });
    const id = await server.createJob("Mark");
    await server.createJob("Okafor", { window: { start: "12:00", end: "16:00" } });
    const one = await phoneOf("dana");
    await one.page.getByRole("link", { name: "Call Mark" }).waitFor();
    await server.api("PATCH", `/api/v1/jobs/${id}`, { crew: "crew-2" }, { "if-match": '"1"' });
    await one.page.getByText("Mark was moved or assigned to another crew.").waitFor();
    await focus(one, "Okafor").waitFor();
    await one.checkAccessibility();
    await press(one, "OK");
  });

  it("signs out a lost phone within seconds, and keeps unsent taps for the next sign-in", async () => {
    const dana = await server.addPerson("crew", "dana", "crew-1");
    const id = await server.createJob("Mark");
    const one = await phoneOf("dana");
    await focus(one, "Mark").waitFor();
    one.expectTrouble("401 /api/v1");
    await server.api("PATCH", `/api/v1/users/${dana}`, { sign_out: true });
    await one.page.getByRole("heading", { name: "This phone is signed out" }).waitFor();
    expect(await one.page.textContent("body")).not.toContain("Mark");
    await one.checkAccessibility();
    await press(one, "Sign in");
    await one.page.fill('[name="login"]', "dana");
    await one.page.fill('[name="password"]', "four words in a row");
    await press(one, "Sign in");
    await focus(one, "Mark").waitFor();
    await press(one, "On my way");
    await expect.poll(() => server.history(id)).toEqual(["booked", "en_route"]);
  });
});
