import { describe, expect, it } from "vitest";
import { createTestApp } from "../test/harness/test-app.ts";
import { ensureSetupLink } from "./setup-link.ts";

const dashboard = "http://localhost:4102";
const setUp = (app: Awaited<ReturnType<typeof createTestApp>>, link: string | null) =>
  app.call("POST", "/api/v1/setup", {
    headers: { origin: dashboard },
    body: { token: link?.split("#setup=")[1], name: "Ana", login: "ana", password: "four words in a row" },
  });

describe("the one-time link", () => {
  it("creates the first owner once, and then is null", async () => {
    const app = await createTestApp();
    const link = await ensureSetupLink(app.services, dashboard);
    expect(link).toMatch(/^http:\/\/localhost:4102\/#setup=[\w-]{43}$/);
    expect((await setUp(app, link)).status).toBe(201);
    expect((await setUp(app, link)).status).toBe(401);
    expect(await ensureSetupLink(app.services, dashboard)).toBeNull();
  });

  it("is new at each start, and the previous one stops working", async () => {
    const app = await createTestApp();
    const first = await ensureSetupLink(app.services, dashboard);
    const second = await ensureSetupLink(app.services, dashboard);
    expect((await setUp(app, first)).status).toBe(401);
    expect((await setUp(app, second)).status).toBe(201);
  });

  it("works for an hour, and the store contains only its hash", async () => {
    const app = await createTestApp();
    const link = await ensureSetupLink(app.services, dashboard);
    expect(JSON.stringify(await app.services.people.read())).not.toContain(link?.split("=")[1]);
    app.clock.advance({ hours: 1 });
    expect((await setUp(app, link)).status).toBe(401);
  });
});
