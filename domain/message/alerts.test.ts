import { expect, test } from "vitest";
import type { User } from "../user.ts";
import { alertOf, alertsOf, withReach } from "./alerts.ts";

const ana: User = {
  id: "u1",
  name: "Ana",
  login: "ana",
  role: "dispatcher",
  crew: null,
  password: { salt: "", hash: "", cost: 2 },
  sessions_from: "2026-11-20T10:00:00.000Z",
  created_at: "2026-11-20T10:00:00.000Z",
};
const phone = "+16195550142";

test("an owner gets an email about everything", () => {
  expect(new Set(Object.values(alertsOf({ ...ana, role: "owner" })))).toEqual(new Set(["email"]));
});

test("a dispatcher gets texts about messages and failed stops, once there is a number", () => {
  const texted = Object.entries(alertsOf({ ...ana, phone })).filter(([, way]) => way === "text");
  expect(texted.map(([event]) => event)).toEqual(["office_message", "office_failed_stop"]);
  expect(new Set(Object.values(alertsOf(ana)))).toEqual(new Set(["none"]));
  expect(new Set(Object.values(alertsOf({ ...ana, role: "crew", phone })))).toEqual(new Set(["none"]));
});

test("a choice wins, and a change of one event keeps the others", () => {
  const one = withReach(ana, { alerts: { office_message: "email" } });
  const two = withReach(one, { alerts: { office_parked: "text" }, phone });
  expect([alertOf(two, "office_message"), alertOf(two, "office_parked")]).toEqual(["email", "text"]);
  expect(withReach(two, { phone: null })).not.toHaveProperty("phone");
  expect(withReach(two, {})).toEqual(two);
});
