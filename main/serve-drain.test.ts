import { expect, it } from "vitest";
import { keys } from "../store/keys.ts";
import { readConfig } from "./config.ts";
import { serve } from "./serve.ts";

it("a running server publishes views that a change could not publish", async () => {
  const faults: unknown[] = [];
  const config = readConfig({ PORT: "0", TAILBOARD_STORE: "memory:", TAILBOARD_LIMITS: "off" });
  const served = await serve(config, { log: () => undefined, onFault: (error) => faults.push(error) });
  try {
    const { publicObjects, app } = served.tailboard;
    const put = publicObjects.put.bind(publicObjects);
    publicObjects.put = (key, ...rest) =>
      key.startsWith(keys.view(""))
        ? Promise.resolve({ outcome: "unavailable", cause: new Error("away") })
        : put(key, ...rest);
    const answer = await app(["dashboard"], () => undefined).fetch(
      new Request(`${served.dashboard}/api/v1/jobs`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          service: "trailer-15",
          customer: { name: "Mark", email: "mark@example.com" },
          location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
          pricing: { kind: "flat", amount_cents: 60_000, currency: "USD" },
        }),
      }),
      { clientAddress: "", principal: { role: "owner", name: "Ana", crew: null } },
    );
    expect(answer.status).toBe(201);
    const views = async () => {
      const listed = await publicObjects.list(keys.view(""));
      return listed.outcome === "listed" ? listed.keys.length : listed.outcome;
    };
    expect(await views()).toBe(0);
    publicObjects.put = put;
    await expect.poll(views, { timeout: 30_000, interval: 100 }).toBe(1);
  } finally {
    await served.close();
  }
});
