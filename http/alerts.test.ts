import { expect, it } from "vitest";
import { at, createTestApp, owner, textAt } from "../test/harness/test-app.ts";

it("keeps how a person is reached, and what they want to hear of", async () => {
  const app = await createTestApp();
  const ana = { name: "Ana", login: "ana", role: "dispatcher", password: "four words in a row" };
  const added = await app.call("POST", "/api/v1/users", { as: owner, body: { ...ana, phone: "(619) 555-0142" } });
  expect(added.body).toMatchObject({
    phone: "+16195550142",
    language: "en",
    alerts: { office_message: "text", office_failed_stop: "text", office_new_booking: "none" },
  });
  const path = `/api/v1/users/${textAt(added.body, "id")}`;
  const patch = (body: object) => app.call("PATCH", path, { as: owner, body });
  const changed = await patch({ email: "ana@example.com", language: "es", alerts: { office_message: "email" } });
  expect(changed.body).toMatchObject({
    email: "ana@example.com",
    language: "es",
    alerts: { office_message: "email", office_failed_stop: "text" },
  });
  const cleared = await patch({ phone: null, email: null });
  expect([at(cleared.body, "phone"), at(cleared.body, "email")]).toEqual([undefined, undefined]);
  expect(at(cleared.body, "alerts")).toMatchObject({ office_message: "email", office_failed_stop: "none" });
  const wrong = await patch({ phone: "12" });
  expect(at(wrong.body, "errors")).toMatchObject([{ field: "/phone", code: "phone" }]);
});
