import { describe, expect, it } from "vitest";
import { freshName } from "./fresh-name.ts";

describe("an id made of a name", () => {
  it.each([
    ["20-yard trailer", [], "20-yard-trailer"],
    ["Ana’s crew", ["ana-s-crew"], "ana-s-crew-2"],
    ["Müll & Schutt", [], "mull-schutt"],
    ["搬运", [], "service"],
    ["搬运", ["service", "service-2"], "service-3"],
  ])("%s", (name, taken, id) => expect(freshName(name, taken, "service")).toBe(id));
});
