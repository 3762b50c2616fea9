import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ScriptedSmtp } from "../../notify/smtp/scripted-smtp.ts";
import type { Size, Visit, VisitOptions } from "./browser.ts";
import type { TestServer } from "./test-server.ts";
import { useTestServer } from "./use-test-server.ts";

let server: TestServer;
const { signedIn } = useTestServer(async (fresh) => {
  server = fresh;
  await server.addPerson("owner", "ana");
});
const smtp = new ScriptedSmtp();
let smtpUrl: string;
beforeAll(async () => {
  smtpUrl = await smtp.listen();
});
afterAll(() => smtp.close());

const atMessages = async (options: VisitOptions = {}): Promise<Visit> => {
  const one = await signedIn("ana", options);
  await one.page.getByRole("link", { name: "Settings" }).click();
  await one.page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Messages" }).click();
  await one.page.getByRole("heading", { name: "On the way" }).waitFor();
  return one;
};

describe.each<Size>(["desktop", "phone"])("messages, on a %s", (size) => {
  it("shows each message as customers get it, and saves other words", async () => {
    const one = await atMessages({ size, dark: size === "phone" });
    const { page } = one;
    // The words are part of the same settings, so the switch saves on top of them.
    one.expectTrouble(/^422 .*\/message-templates\//, "412 /api/v1/message-settings");
    await page.locator('[data-preview="text.es"]').getByText("va en camino").waitFor();
    await one.checkAccessibility();
    await page.getByRole("button", { name: /^Booked Right away/ }).click();
    const words = page.locator('[name="text.en.text"]');
    await words.fill("See you {{day}}! Reply STOP to end ");
    await page.getByRole("group", { name: "Add to Text" }).getByRole("button", { name: "Link" }).first().click();
    await page
      .locator('[data-preview="text.en"]')
      .getByText(/^See you Tue, Dec 1! Reply STOP to end http/)
      .waitFor();
    await page
      .getByText(/characters, 1 text$/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved “Booked”.").waitFor();
    const { items } = (await server.api("GET", "/api/v1/message-templates")) as { items: { own: boolean }[] };
    expect(items.filter(({ own }) => own)).toMatchObject([
      {
        event: "booked",
        channel: "text",
        language: "en",
        words: { text: "See you {{day}}! Reply STOP to end {{link}}" },
      },
    ]);
    await words.fill("{{nonsense}}");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator('[data-error="text.en.text"]').waitFor();
    await page.getByRole("button", { name: "Back to our wording" }).click();
    await page.getByText("“Booked” has our wording again.").waitFor();
    await page.getByRole("switch", { name: "Send “Booked”" }).uncheck();
    await expect
      .poll(async () => await server.api("GET", "/api/v1/message-settings"))
      .toMatchObject({ events: { booked: { on: false } } });
  });
});

it("connects a mail server, sends a test and says what the server answered", async () => {
  const one = await atMessages();
  const { page } = one;
  one.expectTrouble("422 /api/v1/settings/secrets/smtp");
  await page.getByRole("button", { name: "Email", exact: true }).click();
  await page.getByText("Not set up").waitFor();
  await page.locator('[name="from_address"]').fill("office@coastline.example");
  await page.locator('[name="url"]').fill("https://mail.example.com");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator('[data-error="url"]').waitFor();
  await page.locator('[name="url"]').fill(smtpUrl);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Connected. Send yourself a test.").waitFor();
  await one.checkAccessibility();
  await page.locator('[name="to"]').fill("ana@example.com");
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByText("Your mail server took the email.", { exact: false }).waitFor();
  expect(smtp.received.at(-1)).toMatch(/Subject: Test: /);
  smtp.script = { RCPT: "550 no such user" };
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByText("This address or number doesn't exist", { exact: false }).waitFor();
});

it("changes the hours, and names a value that is wrong", async () => {
  const one = await atMessages({ size: "phone" });
  const { page } = one;
  one.expectTrouble("422 /api/v1/message-settings");
  await page.getByRole("button", { name: "Hours and details" }).click();
  await page.locator('[name="quiet_hours.from"]').fill("21:00");
  await page.locator('[name="reminder_at"]').fill("09:00");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.locator('[data-error="reminder_at"]').waitFor();
  await one.checkAccessibility();
  await page.locator('[name="reminder_at"]').fill("18:00");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  expect(await server.api("GET", "/api/v1/message-settings")).toMatchObject({
    quiet_hours: { from: "21:00", to: "08:00" },
    reminder_at: "18:00",
  });
});
