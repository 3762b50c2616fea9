import { describe, expect, it } from "vitest";
import type { Size } from "./browser.ts";
import { changeSettings, useCustomerPages } from "./customer-pages.ts";

const { server, start, blank } = useCustomerPages();

describe.each<Size>(["phone", "desktop"])("an unknown address, on a %s", (size) => {
  it("shows the hauler's name and phone, light and dark", async () => {
    for (const dark of [false, true]) {
      const one = await start("/nothing-here", { size, dark });
      one.expectTrouble("404 /nothing-here");
      await one.page.getByRole("heading", { name: "There’s nothing at this address" }).waitFor();
      await one.page.getByText("Coastline Hauling").waitFor();
      const call = one.page.getByRole("link", { name: "Call (619) 555-0142" });
      expect(await call.getAttribute("href")).toBe("tel:+16195550142");
      await one.checkAccessibility();
      await one.page.getByRole("link", { name: "Book a job" }).click();
      await one.page.locator('[name="service"]').first().waitFor();
    }
  });
});

it("shows who to call with its own script, if no server fills the page in", async () => {
  const one = await blank();
  one.expectTrouble("404 /nothing-here");
  await one.page.route("**/nothing-here", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text())
      .replace(/<b id="name">[^<]*<\/b>/, '<b id="name"></b>')
      .replace(/<a id="call"[^>]*>[^<]*<\/a>/, '<a id="call" hidden></a>');
    await route.fulfill({ response: answer, body });
  });
  await one.page.goto(`${server().served.site}/nothing-here`);
  await one.page.getByText("Coastline Hauling").waitFor();
  expect(await one.page.getByRole("link", { name: "Call (619) 555-0142" }).getAttribute("href")).toBe(
    "tel:+16195550142",
  );
});

it("contains the business's current name and phone", async () => {
  const read = async () => await (await fetch(`${server().served.site}/nothing-here`)).text();
  expect(await read()).toContain("(619) 555-0142");
  await changeSettings(server(), ({ business }) => ({ business: { ...business, phone: "+16195550199" } }));
  // The edge caches a published file for five seconds.
  await expect
    .poll(read, { timeout: 10_000 })
    .toContain('<a id="call" href="tel:+16195550199">Call (619) 555-0199</a>');
});

it("does not appear at printed addresses, or at those that browsers and crawlers ask for", async () => {
  const { site, dashboard } = server().served;
  const ask = async (url: string) => {
    const answer = await fetch(url, { redirect: "manual" });
    return [answer.status, answer.headers.get("location") ?? answer.headers.get("content-type")];
  };
  const page = [200, "text/html; charset=utf-8"];
  expect(await ask(`${site}/Book`)).toEqual([302, "/book/"]);
  expect(await ask(`${site}/BOOK/`)).toEqual(page);
  expect(await ask(`${site}/Track/x`)).toEqual(page);
  expect(await ask(`${site}/track/%23${"x".repeat(32)}`)).toEqual(page);
  for (const origin of [site, dashboard]) expect(await ask(`${origin}/favicon.ico`)).toEqual([200, "image/x-icon"]);
  expect(await ask(`${site}/robots.txt`)).toEqual([200, "text/plain; charset=utf-8"]);
  expect(await ask(`${site}/.well-known/security.txt`)).toEqual([200, "text/plain; charset=utf-8"]);
  expect(await (await fetch(`${site}/.well-known/security.txt`)).text()).toMatch(
    /^Contact: tel:\+16195550142\nExpires: /,
  );
  expect(await ask(`${site}/brand/contact.json`)).toEqual([200, "application/json"]);
  expect((await ask(`${site}/wp-login.php`))[0]).toBe(404);
});
