import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { junkRemoval, rentalRules } from "../../domain/price/price-book.fixture.ts";
import { ScriptedSmtp } from "../../notify/smtp/scripted-smtp.ts";
import { dayAfter } from "../../web/shared/format.ts";
import { visit, type VisitOptions } from "./browser.ts";
import { whereItIsTen } from "./customer-screenshots.ts";
import type { TestServer } from "./test-server.ts";
import { openJob, press, startLaterDay } from "./working-day.ts";

/** Takes a picture of each page of the office on a day with rentals, messages and a failed stop. */
export const takeOfficePictures = async (browser: Browser, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const smtp = new ScriptedSmtp();
  const server = await startLaterDay(4, fourDaysAgo);
  try {
    const jobs = await fillDay(server, smtp);
    const shoot = shooter(browser, server, folder);
    await shootBoard(shoot, jobs);
    await shootInbox(shoot);
    await shootRentals(shoot);
    await shootPages(shoot);
  } finally {
    await server.close();
    await smtp.close();
  }
};

type Walk = (page: Page) => Promise<unknown>;
type Shoot = (name: string, path: string, walk: Walk, options?: VisitOptions) => Promise<void>;

const shooter =
  (browser: Browser, server: TestServer, folder: string): Shoot =>
  async (name, path, walk, options = { size: "desktop" }) => {
    const { page, context } = await visit(browser, options);
    page.setDefaultTimeout(60_000);
    await context.addCookies([await server.cookieOf("ana")]);
    await page.goto(`${server.served.dashboard}${path}`);
    await walk(page);
    await page.mouse.move(0, 0);
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(700); // wait until the page is at rest
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  };

/** The same state light, dark and on a phone. */
const shootThrice = async (shoot: Shoot, name: string, path: string, walk: Walk): Promise<void> => {
  await shoot(name, path, walk);
  await shoot(`${name}-dark`, path, walk, { size: "desktop", dark: true });
  await shoot(`${name}-phone`, path, walk, { size: "phone" });
};

const shootBoard = async (shoot: Shoot, { mark }: Day): Promise<void> => {
  await shootThrice(shoot, "board", "/board", (page) => page.locator(".card:visible").nth(1).waitFor());
  await shoot("job-sheet", "/board", (page) => openJob(page, mark));
  await shoot("job-sheet-tell", "/board", async (page) => {
    await openJob(page, mark);
    await press(page, "Move");
    await page.locator(".when-strip input:enabled").nth(1).check();
    await page.locator("details:has([data-told]) > summary").click();
    await page.locator("[data-told=email]").first().waitFor();
    await page.locator("[data-told=email]").first().scrollIntoViewIfNeeded();
  });
};

const shootInbox = async (shoot: Shoot): Promise<void> => {
  await shootThrice(shoot, "inbox", "/inbox", async (page) => {
    await page.locator("li[data-conversation]", { hasText: "Mark Soderblom" }).locator("a").click();
    await page.getByRole("textbox", { name: "Reply" }).fill("Yes, no problem. Dana comes to you first.");
  });
  await shoot("inbox-list-phone", "/inbox", (page) => page.locator("li[data-conversation]").first().waitFor(), {
    size: "phone",
  });
};

const shootRentals = (shoot: Shoot): Promise<void> =>
  shootThrice(shoot, "rentals", "/rentals", (page) => page.locator(".rentals-row").first().waitFor());

const shootPages = async (shoot: Shoot): Promise<void> => {
  await shoot("customers", "/customers", (page) => page.locator(".customer-rows li").nth(3).waitFor());
  await shoot("customer", "/customers?q=soderblom", async (page) => {
    await page.locator(".customer-rows").getByText("Mark Soderblom").click();
    await page.locator(".customer-pair").waitFor();
  });
  await shoot("not-sent", "/outbox", (page) => page.locator("[data-message]").first().waitFor());
  await shoot("messages", "/messages", async (page) => {
    await page.getByRole("heading", { name: "On the way" }).waitFor();
    await page.locator('[data-preview="text.es"]').getByText("va en camino").waitFor();
  });
  await shoot("integrations", "/integrations#tokens", (page) =>
    page.getByText("Bookkeeping", { exact: true }).waitFor(),
  );
};

const noon = { start: "12:00", end: "16:00" };
const place = (street: string, city: string, postal_code: string) => ({
  location: { street, city, state: "CA", postal_code },
});
const mark = {
  customer: {
    name: "Mark Soderblom",
    phone: "(619) 555-0142",
    email: "mark@example.com",
    contact_by: "email",
    text_consent: true,
  },
  location: {
    ...place("9126 Soderblom Ave", "San Diego", "92122").location,
    notes: "Driveway, left side. Gate code 4417. Dog in the yard.",
  },
};
const quarter = { service: "junk-removal", items: [{ id: "quarter-load", quantity: 1 }] };
const half = { service: "junk-removal", items: [{ id: "half-load", quantity: 1 }] };

const deliver = (server: TestServer, id: string, unit: string) => report(server, id, "done", { unit });
const report = (server: TestServer, id: string, state: string, more: object = {}) =>
  server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state, ...more });

/** Two trailers went out four days ago. One of them is due back since two days. */
const fourDaysAgo = async (server: TestServer): Promise<void> => {
  const { settings, equipment } = server.served.tailboard.services;
  const units = (...ids: string[]) => ids.map((id) => ({ id, state: "in_service" as const }));
  await equipment.change(() => ({
    types: [
      { id: "t15", name: "15-yard dump trailer", units: units("T15-01", "T15-02", "T15-03", "T15-04", "T15-05") },
      {
        id: "t10",
        name: "10-yard dump trailer",
        units: [...units("T10-01", "T10-02"), { id: "T10-03", state: "maintenance", note: "Axle" }],
      },
    ],
  }));
  const open = [
    { start: "08:00", end: "12:00", capacity: 10 },
    { ...noon, capacity: 10 },
  ];
  await settings.change((now) => ({
    ...now,
    hours: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open },
    business: { ...now.business, name: "Coastline Hauling", phone: "+16195550142", time_zone: whereItIsTen() },
    crews: ["Dana", "Luis", "Sam"].map((name) => ({ id: crewOf(name), name, active: true })),
    services: now.services.map((one) =>
      one.id === "trailer-15"
        ? { ...one, groups: [], rental: { ...rentalRules, equipment_type: "t15", swap_cents: 17_500 } }
        : one.id === "junk-removal"
          ? { ...one, groups: junkRemoval.groups }
          : one,
    ),
    sample: false,
  }));
  await deliver(server, await server.createJob("Mark Soderblom", { ...mark, days: 7, notify: false }), "T15-02");
  const park = { customer: { name: "J. Park", phone: "(619) 555-0163" }, ...place("77 Date St", "La Mesa", "91942") };
  await deliver(server, await server.createJob("J. Park", { ...park, days: 2, notify: false }), "T15-04");
};
const crewOf = (name: string) => (name === "Dana" ? "crew-1" : name.toLowerCase());

interface Day {
  mark: string;
}

const fillDay = async (server: TestServer, smtp: ScriptedSmtp): Promise<Day> => {
  await server.addPerson("owner", "ana");
  await server.served.tailboard.services.jobs.sweep();
  const today = await server.today();
  let phone = 10;
  const make = async (name: string, crew: string | null, change: object, ...states: string[]) => {
    phone += 1;
    const id = await server.createJob(name, {
      customer: { name, phone: `(619) 555-01${phone}`, email: `customer${phone}@example.com` },
      crew: crew === null ? undefined : crewOf(crew),
      notify: false,
      ...change,
    });
    for (const state of states) await report(server, id, state);
    return id;
  };
  const whitfield = await make("J. Whitfield", "Dana", { ...place("3905 Ray St", "La Mesa", "91941"), days: 7 });
  await deliver(server, whitfield, "T15-05");
  await make("R. Alvarez", "Dana", { ...half, ...place("3310 Marlborough Ave", "San Diego", "92104") }, "on_site");
  await make("P. Lindqvist", "Dana", { ...half, ...place("88 Juniper St", "Chula Vista", "91910"), window: noon });
  await make("Bell Church", "Luis", { ...half, ...place("5120 Bell Bluff", "El Cajon", "92019") }, "on_site", "done");
  const maria = await make("Maria Ortega", "Luis", { ...half, ...place("4127 Utah St", "San Diego", "92104") });
  await report(server, maria, "en_route", { arrives_in_minutes: 25 });
  await make("D. Osei", "Sam", { ...quarter, ...place("614 Alley Way", "Spring Valley", "91977") });
  await make("T. Brandt", null, { ...quarter, ...place("2214 Adams Ave", "San Diego", "92116") });
  await make("Joe Nguyen", "Luis", {
    ...place("2911 Clairemont Dr", "San Diego", "92117"),
    window: noon,
    days: 7,
  });
  await make("A. Ruiz", null, { ...place("905 Orange Ave", "Poway", "92064"), day: dayAfter(today, 1), days: 7 });
  const hale = await make("Hale Bros.", "Sam", { ...half, ...place("1420 Kettner Blvd", "Poway", "92064") }, "on_site");
  await report(server, hale, "attempted", { reason: "The gate is locked. I called twice.", code: "locked" });
  const id = await markOf(server);
  await swapToday(server, id, today);
  await writeMessages(server, smtp, id);
  await make("Mark Soderblum", null, { customer: { name: "M. Soder", phone: mark.customer.phone }, ...quarter });
  const scopes = ["jobs:read", "customers:read"];
  await server.api("POST", "/api/v1/api-tokens", { name: "Bookkeeping", scopes });
  return { mark: id };
};

const markOf = async (server: TestServer): Promise<string> => {
  const { items } = (await server.api("GET", "/api/v1/jobs?q=Soderblom")) as { items: { id: string }[] };
  return items[0]?.id ?? "";
};

const swapToday = async (server: TestServer, id: string, day: string): Promise<void> => {
  const { rev } = (await server.api("GET", `/api/v1/jobs/${id}`)) as { rev: number };
  const swap = { kind: "swap", day, window: noon, crew: "crew-1", unit: "T15-03", notify: false };
  await server.api("POST", `/api/v1/jobs/${id}/visits`, swap, { "if-match": `"${rev}"` });
};

/** A conversation with Mark, a message of another customer, and an email that its server refused. */
const writeMessages = async (server: TestServer, smtp: ScriptedSmtp, id: string): Promise<void> => {
  const write = async (job: string, text: string) => {
    const { tracking_token: token } = (await server.api("GET", `/api/v1/jobs/${job}`)) as { tracking_token: string };
    const answer = await fetch(`${server.served.site}/api/v1/tracking/message`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ text }),
    });
    if (!answer.ok) throw new Error(`The message was answered ${answer.status}`);
  };
  await write(id, "It’s full already! Can you swap it for an empty one?");
  const { rev, ...now } = (await server.api("GET", "/api/v1/message-settings")) as { rev: number };
  const settings = { ...now, from_address: "office@coastline.example" };
  await server.api("PUT", "/api/v1/message-settings", settings, { "if-match": `"${rev}"` });
  await server.api("PUT", "/api/v1/settings/secrets/smtp", { url: await smtp.listen() });
  const { items } = (await server.api("GET", "/api/v1/inbox?state=open")) as { items: { id: string }[] };
  const conversation = items[0]?.id ?? "";
  const reply = async (text: string) => {
    const read = (await server.api("GET", `/api/v1/conversations/${conversation}`)) as { rev: number };
    await server.api(
      "POST",
      `/api/v1/conversations/${conversation}/messages`,
      { text, via: "email" },
      { "if-match": `"${read.rev}"`, "idempotency-key": randomUUID() },
    );
  };
  await reply("We can. A swap is $175, and Dana can be there today, noon to 4.");
  await write(id, "Great. Can you take the swap before 2? I have to pick up my kid.");
  smtp.script = { RCPT: "550 no such user" };
  const refused = await server.createJob("Grace Lim", {
    ...half,
    ...place("88 Mira Mesa Blvd", "San Diego", "92126"),
    customer: { name: "Grace Lim", email: "grace@example.com" },
    window: noon,
    crew: "sam",
    notify: false,
  });
  await server.api("POST", `/api/v1/jobs/${refused}/messages`, { event: "booked" });
  await write(refused, "Gracias. ¿Aceptan tarjeta cuando terminan?");
};
