import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleSettings, type Settings } from "../domain/settings.ts";
import { DocumentLog } from "../store/documents/document-log.ts";
import { systemClock, systemRandom } from "../test/harness/machine.ts";
import { processOn } from "../test/harness/process-on.ts";
import { openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

const settings = async (): Promise<Settings> => (await terminal.run(["settings", "show", "--json"])).json<Settings>();

describe("the time zone", () => {
  // Values of TZ in containers, old login shells and POSIX systems.
  test.each(["", "Mars/Base", ":/etc/localtime", "GMT+5", "<+03>-3", "Etc/Unknown", "Etc/UTC", "utc"])(
    "a server with TZ=%j serves openings in UTC and asks for a time zone",
    async (zone) => {
      const child = terminal.start(["serve", "--json"], { TZ: zone });
      const ended = new Promise((resolve) => void child.on("exit", resolve));
      const notices: string[] = [];
      child.stderr.on("data", (data: Buffer) => notices.push(data.toString()));
      try {
        const line = await new Promise<string>((resolve, reject) => {
          createInterface({ input: child.stdout }).once("line", resolve);
          void ended.then((code) => reject(new Error(`It ended with ${String(code)}: ${notices.join("")}`)));
        });
        const { site } = JSON.parse(line) as { site: string };
        const today = "from=2026-11-24&to=2026-11-24";
        const answer = await fetch(`${site}/api/v1/availability?service=trailer-15&${today}`);
        expect(answer.status).toBe(200);
        const catalog = (await (await fetch(`${site}/api/v1/catalog`)).json()) as Settings;
        expect(catalog.business.time_zone).toBe("UTC");
      } finally {
        child.kill("SIGINT");
        await ended;
      }
      expect(notices.join("")).toContain("tailboard settings set business.time_zone=America/Los_Angeles");
    },
  );

  test.each([
    ["EST5EDT", "America/New_York"],
    [":America/New_York", "America/New_York"],
    ["America/Los_Angeles", "America/Los_Angeles"],
  ])("a new store with TZ=%s uses the zone %s", async (zone, expected) => {
    expect((await terminal.run(["settings", "show", "business.time_zone"], { TZ: zone })).stdout).toBe(
      `business.time_zone=${expected}\n`,
    );
  });

  test("PST is refused with the zone that it probably means, and nothing is saved", async () => {
    const refused = await terminal.run(["settings", "set", "business.time_zone=PST"]);
    expect(refused).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "business.time_zone: Write the time zone as a region and a city, as in America/Los_Angeles.\n",
    });
    expect((await settings()).rev).toBe(0);
    expect((await terminal.run(["jobs", "list"])).code).toBe(0);
  });
});

describe("a new currency", () => {
  const priceOf = ({ services }: Settings) => {
    const [trailer] = services;
    return trailer?.price.kind === "flat" ? trailer.price.amount_cents : null;
  };

  test("is refused in a script without --prices", async () => {
    const refused = await terminal.run(["settings", "set", "business.currency=JPY"]);
    expect([refused.code, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toContain("600 USD becomes 600 JPY");
    expect(refused.stderr).toContain("--prices keep or --prices clear");
    expect((await settings()).business.currency).toBe("USD");
  });

  test("--prices keep keeps the numbers, and a price in the same command counts in the new currency", async () => {
    const ran = await terminal.run([
      "settings",
      "set",
      "business.currency=JPY",
      "services.junk-removal.price.minimum_cents=20000",
      "--prices",
      "keep",
      "--json",
    ]);
    expect([ran.code, ran.stderr]).toEqual([0, ""]);
    const changed = ran.json<Settings>();
    expect([changed.business.currency, priceOf(changed)]).toEqual(["JPY", 600]);
    expect(changed.services[1]?.price).toEqual({ kind: "itemized", minimum_cents: 20_000 });
    expect(changed.services[1]?.groups[0]?.options[0]?.unit_cents).toBe(149);
  });

  test("--prices clear sets all prices to zero and deactivates the services", async () => {
    const ran = await terminal.run(["settings", "set", "business.currency=EUR", "--prices", "clear", "--json"]);
    const { services } = ran.json<Settings>();
    expect(priceOf(ran.json<Settings>())).toBe(0);
    expect(services.map(({ active }) => active)).toEqual([false, false, false, false]);
  });

  test("is refused if it does not exist", async () => {
    const refused = await terminal.run(["settings", "set", "business.currency=ZZZ", "--prices", "keep"]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      "business.currency: Write an ISO 4217 currency in three capital letters, such as USD.\n",
    ]);
  });

  test("does not change the currency of a job", async () => {
    const created = await terminal.run([
      "jobs",
      "new",
      "--name",
      "Mark",
      "--address",
      "1 Elm St, Boston, MA, 02138",
      "--service",
      "trailer-15",
      "--flat",
      "600",
      "--json",
    ]);
    const { id } = created.json<{ id: string }>();
    await terminal.run(["settings", "set", "business.currency=JPY", "--prices", "keep"]);
    const priced = await terminal.run(["jobs", "price", id, "--flat", "649.50", "--reason", "Stairs", "--json"]);
    expect(priced.json()).toMatchObject({ pricing: { currency: "USD", total_cents: 64_950 } });
    expect((await terminal.run(["jobs", "show", id])).stdout).toContain("$649.50");
  });
});

test("settings show PATH prints the settings below the path, matching whole parts", async () => {
  const { stdout } = await terminal.run(["settings", "show", "business"]);
  expect(stdout.split("\n").flatMap((line) => /^[\w.-]+/.exec(line)?.[0] ?? [])).toEqual(
    ["name", "phone", "time_zone", "currency", "locale", "language"].map((name) => `business.${name}`),
  );
  expect((await terminal.run(["settings", "show", "busi"])).stdout.trim()).toBe("");
  expect((await terminal.run(["settings", "show", "booking.open"])).stdout).toBe("booking.open=yes\n");
});

test("settings show prints each setting once", async () => {
  const { stdout } = await terminal.run(["settings", "show"]);
  const paths = stdout.split("\n").flatMap((line) => /^([\w.-]+)=/.exec(line)?.[1] ?? []);
  expect(paths).toEqual([...new Set(paths)]);
  expect(paths).toContain("booking.crews_see_prices");
});

test("a setting that is newer than the stored settings is shown with its default, and can be set", async () => {
  const { requests_past_per_address: _, ...booking } = sampleSettings("UTC").booking;
  await terminal.withObjects(async (objects) => {
    const log = new DocumentLog<object>(
      processOn(objects, { clock: systemClock, random: systemRandom }),
      "settings",
      {},
    );
    await log.change(() => ({ ...sampleSettings("UTC"), rev: 1, booking }));
  });
  const path = "booking.requests_past_per_address";
  expect((await terminal.run(["settings", "show", path])).stdout).toBe(`${path}=5\n`);
  const changed = await terminal.run(["settings", "set", `${path}=7`]);
  expect([changed.code, changed.stdout, changed.stderr]).toEqual([0, `${path}=7\n`, ""]);
});
