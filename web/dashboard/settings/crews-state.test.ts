import { describe, expect, it } from "vitest";
import { emptyCrews, reduceCrews, type CrewsState } from "./crews-state.ts";

const crew = { id: "crew-1", name: "Dana", active: true };
const renaming: CrewsState = { ...emptyCrews, renaming: { id: "crew-1", name: "Dana", was: "Dana" } };

describe("reduceCrews", () => {
  it("keeps the name that a rename replaces while a person types", () => {
    const started = reduceCrews(emptyCrews, { type: "rename_started", crew });
    expect(started).toEqual(renaming);
    expect(reduceCrews(started, { type: "rename_typed", name: "Dana R" }).renaming).toEqual({
      id: "crew-1",
      name: "Dana R",
      was: "Dana",
    });
  });

  it("counts the saves that meet another owner's rename", () => {
    const remote = { ...crew, name: "Dana S" };
    const first = reduceCrews(renaming, { type: "conflicted", remote });
    expect(first.conflict).toEqual({ remote, asked: 1 });
    expect(reduceCrews(first, { type: "conflicted", remote }).conflict?.asked).toBe(2);
    expect(reduceCrews(first, { type: "rename_ended" })).toEqual(emptyCrews);
  });

  it("clears the error when it sends", () => {
    const failed = reduceCrews(emptyCrews, { type: "failed", at: "crew", text: "Type a name." });
    expect(reduceCrews(failed, { type: "sending" })).toEqual({ ...emptyCrews, busy: true });
  });
});
