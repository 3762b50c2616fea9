import { expect, it } from "vitest";
import type { TestServer } from "./test-server.ts";
import { useTestServer } from "./use-test-server.ts";

let server: TestServer;
const { signedIn } = useTestServer(async (fresh) => {
  server = fresh;
  // The business is three hours behind the browsers of these tests, which are in New York.
  const { rev, crews: _crews, ...settings } = (await server.api("GET", "/api/v1/settings")) as Settings;
  const business = { ...settings.business, time_zone: "America/Los_Angeles" };
  const hours = Object.fromEntries(Object.keys(settings.hours).map((day) => [day, settings.hours["mon"]]));
  await server.api("PUT", "/api/v1/settings", { ...settings, business, hours }, { "if-match": `"${rev}"` });
  await server.addPerson("owner", "ana");
  await server.addPerson("crew", "dana", "crew-1");
});

interface Settings {
  rev: number;
  crews: unknown;
  business: object;
  hours: Record<string, unknown>;
}

const timeIn = (timeZone: string, at: string) => {
  const text = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" }).format(new Date(at));
  // As on screen: no minutes on the hour, and noon and midnight as words.
  const short = text.replaceAll("\u202f", " ").replace(":00 ", " ");
  return ({ "12 AM": "midnight", "12 PM": "noon" } as Record<string, string>)[short] ?? short;
};
const historyOf = async (id: string) =>
  ((await server.api("GET", `/api/v1/jobs/${id}`)) as { history: { at: string; what: string }[] }).history;

it("shows the business's time with AM or PM on every page of the dashboard", async () => {
  const id = await server.createJob("Mark");
  const phone = await signedIn("dana", { size: "phone" });
  await phone.page.getByRole("button", { name: "On my way" }).click();
  await phone.page.getByRole("button", { name: "Arrived" }).click();
  await expect.poll(async () => (await historyOf(id)).map(({ what }) => what)).toContain("on_site");
  const { at = "" } = (await historyOf(id)).find(({ what }) => what === "on_site") ?? {};
  const [here, there] = [timeIn("America/Los_Angeles", at), timeIn("America/New_York", at)];
  expect(here).not.toBe(there);
  await phone.page.getByText(`On site since ${here}`, { exact: true }).waitFor();

  const { page } = await signedIn("ana");
  await page.getByText(`On site ${here}`, { exact: true }).waitFor();
  await page.locator(`[data-job="${id}"] .card-open`).click();
  await page.locator(".happened time").first().waitFor();
  expect(await page.locator(".happened time").first().textContent()).toBe(here);
  expect(await page.locator(".happened time").first().getAttribute("title")).toBe(`Today ${here}`);
  await page.goto(`${server.served.dashboard}/activity`);
  expect(await page.locator("[data-what='on_site'] time").first().textContent()).toBe(here);

  await page.goto(`${server.served.dashboard}/people`);
  const { items } = (await server.api("GET", "/api/v1/users")) as { items: { login: string; last_seen_at: string }[] };
  const seen = items.find(({ login }) => login === "dana")?.last_seen_at ?? "";
  await page
    .locator('[data-person="dana"] [data-seen]')
    .getByText(`last seen Today ${timeIn("America/Los_Angeles", seen)}`)
    .waitFor();
});

it("shows the business's time on the crew's phone, also without a signal", async () => {
  const id = await server.createJob("Mark");
  await server.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state: "en_route" });
  const { at = "" } = (await historyOf(id)).at(-1) ?? {};
  const phone = await signedIn("dana", { size: "phone" });
  await phone.page.getByText(`On the way ${timeIn("America/Los_Angeles", at)}`, { exact: true }).waitFor();
  phone.expectTrouble(/ERR_INTERNET_DISCONNECTED/, /^failed \/api\/v1\//);
  await phone.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await phone.context.setOffline(true);
  await phone.page.getByText("No signal").waitFor();
  await phone.page.getByText(`On the way ${timeIn("America/Los_Angeles", at)}`, { exact: true }).waitFor();
});
