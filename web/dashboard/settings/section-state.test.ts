import { describe, expect, it } from "vitest";
import { sampleSettings } from "../../../domain/settings.ts";
import { reduceSection, startSection, withRemote, type SectionState } from "./section-state.ts";

interface Value {
  name: string;
  phone: string;
}
const settings = sampleSettings("America/Los_Angeles");
const draft = { base: settings, value: { name: "Bay", phone: "1" } };
const conflict = { remote: { name: "Coast", phone: "1" }, keys: ["name"], settings };
const edited: SectionState<Value> = { ...startSection<Value>(draft), faults: { phone: "Type a number." } };

describe("reduceSection", () => {
  it("keeps the faults of controls while a person types elsewhere", () => {
    const value = { name: "Bay Hauling", phone: "1" };
    const state = reduceSection(edited, { type: "typed", draft: { base: settings, value } });
    expect(state).toEqual({ ...edited, draft: { base: settings, value } });
  });

  it("removes a fault when its text is empty, and returns the same faults if nothing changed", () => {
    expect(reduceSection(edited, { type: "fault", name: "phone", text: "" }).faults).toEqual({});
    const same = reduceSection(edited, { type: "fault", name: "phone", text: "Type a number." });
    expect(same.faults).toBe(edited.faults);
  });

  it("shows a conflict and asks for a choice again at each save", () => {
    const state = reduceSection({ ...edited, busy: true }, { type: "conflicted", draft, conflict });
    expect(state).toMatchObject({ busy: false, conflict, asked: 1 });
    expect(reduceSection(state, { type: "choice_needed" }).asked).toBe(2);
  });

  it("starts editors again when the value is replaced", () => {
    const state = reduceSection<Value>({ ...edited, conflict }, { type: "replaced", draft: null });
    expect(state).toEqual({ ...startSection<Value>(null), version: 1 });
  });
});

describe("withRemote", () => {
  it("keeps the other local changes", () => {
    expect(withRemote({ name: "Bay", phone: "2" }, conflict)?.value).toEqual({ name: "Coast", phone: "2" });
  });

  it("is null if no local change is left", () => {
    expect(withRemote(draft.value, conflict)).toBeNull();
  });
});
