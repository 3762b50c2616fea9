import { describe, expect, it } from "vitest";
import type { Problem } from "../../../http/client.ts";
import type { Format } from "../../shared/format.ts";
import { readRefusal, refusalText } from "./refusal.ts";

const format = { day: (day: string) => `day ${day}` } as Format;
const problem = (code: string, facts: object = {}) =>
  ({ code, status: 409, title: "", detail: "As it is.", ...facts }) as unknown as Problem;
const alternatives = [{ day: "2026-12-17", start: "08:00", end: "12:00", left: 1 }];

describe("a refusal", () => {
  it("of a full window offers the closest openings", () => {
    const full = { errors: {}, trouble: "", alternatives };
    expect(readRefusal(problem("window_full", { alternatives }), format)).toEqual(full);
    expect(readRefusal(problem("window_full"), format)).toEqual({ ...full, alternatives: [] });
  });

  it("for missing equipment offers other starts, and says what is missing", () => {
    expect(readRefusal(problem("equipment_unavailable", { alternatives }), format)).toMatchObject({
      trouble: "",
      alternatives,
      taken: { title: "No unit is free for all of these days." },
    });
  });

  it("for missing equipment names the last day that works, or says that no start works", () => {
    const latest = problem("equipment_unavailable", { latest: "2026-12-11" });
    expect(readRefusal(latest, format)).toMatchObject({ alternatives: null });
    expect(refusalText(latest, format)).toContain("through day 2026-12-11");
    const none = readRefusal(problem("equipment_unavailable", { alternatives: [] }), format);
    expect(none).toMatchObject({ alternatives: null, trouble: expect.stringContaining("next two weeks") as string });
  });

  it("that names fields has no text of its own", () => {
    const errors = [{ field: "/day", code: "past", message: "This day has passed." }];
    expect(readRefusal(problem("invalid", { errors }), format)).toEqual({
      errors: { day: "This day has passed." },
      trouble: "",
      alternatives: null,
    });
  });
});
