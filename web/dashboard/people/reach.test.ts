import { expect, it } from "vitest";
import { reachOf, reachPatch, type Reach } from "./reach.ts";

const none: Reach["alerts"] = {
  office_new_booking: "none",
  office_customer_change: "none",
  office_message: "none",
  office_failed_stop: "none",
  office_parked: "none",
};
const empty: Reach = { phone: "", email: "", alerts: none };

it("shows a number as people write it", () => {
  const person = {
    id: "u1",
    name: "Luis",
    login: "luis",
    role: "dispatcher" as const,
    crew: null,
    language: "en" as const,
    phone: "+16195550142",
    alerts: none,
    created_at: "",
  };
  expect(reachOf(person)).toEqual({ phone: "(619) 555-0142", email: "", alerts: none });
});

it("sends only what differs, and null for what was emptied", () => {
  expect(reachPatch(empty, empty)).toEqual({});
  expect(reachPatch(empty, { ...empty, phone: " (619) 555-0142 " })).toEqual({ phone: "(619) 555-0142" });
  expect(reachPatch({ ...empty, email: "a@b.example" }, empty)).toEqual({ email: null });
  const after = { ...empty, alerts: { ...none, office_message: "text" as const } };
  expect(reachPatch(empty, after)).toEqual({ alerts: { office_message: "text" } });
});
