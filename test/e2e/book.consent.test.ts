import { expect, it } from "vitest";
import { changeSettings, useCustomerPages } from "./customer-pages.ts";
import type { VisitOptions } from "./browser.ts";

/** The choice between texts and emails: what the page asks, what the job keeps, and what arrives in the local outbox. */

const { server, start } = useCustomerPages();

interface Shown {
  id: string;
  customer: { contact_by: string; language: string; text_consent: { how: string } | null };
}
const jobs = async () => ((await server().api("GET", "/api/v1/jobs")) as { items: Shown[] }).items;
const sent = async (id: string) => {
  const { items } = (await server().api("GET", `/api/v1/jobs/${id}/messages`)) as {
    items: { event: string; via: string; state: string; text: string }[];
  };
  return items.filter(({ event }) => event === "booked" || event === "requested");
};

/** Opens the page up to its last section, with the name and both ways to reach the customer filled in. */
const upToContact = async (options: VisitOptions = {}, service = "trailer-15") => {
  const one = await start("/book/", options);
  const { page } = one;
  await page.check(`[value="${service}"]`);
  if (service === "estate-cleanout") {
    await page.click('button[type="submit"]');
    await page.fill('textarea[name="description"]', "Three rooms and a garage.");
    await page.click('button[type="submit"]');
  } else {
    await page.locator('[name="day"]:enabled').nth(1).check();
    await page.locator('[name="window"]:enabled').first().check();
  }
  await page.click('button[type="submit"]');
  for (const [name, value] of Object.entries({
    "location.street": "4127 Utah St",
    "location.city": "San Diego",
    "location.postal_code": "92104",
    "customer.name": "Maria Ortega",
    "customer.phone": "(619) 555-0142",
    "customer.email": "maria@example.com",
  }))
    await page.fill(`[name="${name}"]`, value);
  await page.check('[name="terms_accepted"]');
  return one;
};
const done = async ({ page }: Awaited<ReturnType<typeof upToContact>>, heading = "You’re booked") => {
  await page.click('button[type="submit"]');
  await page.getByRole("heading", { name: heading }).waitFor();
};
const soon = { timeout: 15_000 };

it("keeps the yes to texts with the words that the page showed, and texts in the language of the browser", async () => {
  const visit = await upToContact({ locale: "es-MX" });
  const { page } = visit;
  const words = (await server().served.tailboard.services.settings.read()).business.name;
  expect(await page.locator('[name="customer.contact_by"]:checked').count()).toBe(0);
  await page.getByText(`By choosing texts you agree to get texts about your job from ${words}.`).waitFor();
  await visit.checkAccessibility();
  await page.getByRole("radio", { name: "Text me about this job" }).check();
  await page.fill('[name="customer.phone"]', "");
  await page.click('button[type="submit"]');
  await page.locator('[data-error="customer.phone"]').waitFor();
  await page.fill('[name="customer.phone"]', "(619) 555-0142");
  await done(visit);
  const [job] = await jobs();
  expect(job?.customer).toMatchObject({
    contact_by: "text",
    language: "es",
    text_consent: { how: "booking_page" },
  });
  await expect.poll(() => sent(job?.id ?? ""), soon).toMatchObject([{ via: "text", state: "local" }, { via: "email" }]);
  const [text] = await sent(job?.id ?? "");
  expect(text?.text).toMatch(/¡Reservado!/);
  // The link of the text opens the job.
  const link = /https?:\/\/\S+\/es\/track\/#\S+/.exec(text?.text ?? "")?.[0] ?? "";
  const { page: opened, end } = await start(link.slice(server().served.site.length));
  await opened.getByRole("heading", { name: /^We’re coming/ }).waitFor();
  expect(new URL(opened.url()).pathname).toBe("/track/");
  await end();
  const { services } = server().served.tailboard;
  const stored = await services.jobs.find(job?.id ?? "");
  expect(await services.catalogs.read(stored?.seen?.catalog ?? "")).toMatchObject({
    consent: { version: stored?.customer?.text_consent?.wording },
  });
});

it("sends only an email to a customer who did not choose texts", async () => {
  await done(await upToContact());
  const [job] = await jobs();
  expect(job?.customer).toMatchObject({ contact_by: "email", language: "en", text_consent: null });
  await expect.poll(() => sent(job?.id ?? ""), soon).toMatchObject([{ via: "email", state: "local" }]);
});

it("asks the same of a request for a quote, and needs an address for email", async () => {
  await changeSettings(server(), ({ services }) => ({
    services: services.map((one) => (one["id"] === "estate-cleanout" ? { ...one, active: true } : one)),
  }));
  const visit = await upToContact({}, "estate-cleanout");
  const { page } = visit;
  await page.getByRole("radio", { name: "Email me instead" }).check();
  await page.fill('[name="customer.email"]', "");
  await page.click('button[type="submit"]');
  await page.locator('[data-error="customer.email"]').waitFor();
  await page.getByRole("radio", { name: "Text me about this job" }).check();
  await done(visit, "Request sent");
  const [job] = await jobs();
  expect(job?.customer).toMatchObject({ contact_by: "text", text_consent: { how: "booking_page" } });
  await expect.poll(() => sent(job?.id ?? ""), soon).toMatchObject([{ via: "text", state: "local" }]);
});
