import { describe, expect, it } from "vitest";
import { emptyList, reduceList, type ListPage, type ListState } from "./list-state.ts";

type State = ListState<string, ListPage<string>>;
const page = (items: string[], next_cursor: string | null = null) => ({ items, next_cursor });
const shown: State = { query: "a", items: ["1"], page: page(["1"], "next"), failure: null, busy: false };

describe("reduceList", () => {
  it("shows the first page", () => {
    const state = reduceList<string, ListPage<string>>(emptyList(), {
      type: "answered",
      query: "a",
      page: page(["1"], "next"),
      append: false,
    });
    expect(state).toEqual(shown);
  });

  it("appends the next page", () => {
    const state = reduceList(shown, { type: "answered", query: "a", page: page(["2"]), append: true });
    expect(state).toEqual({ ...shown, items: ["1", "2"], page: page(["2"]) });
  });

  it("keeps the list while a new query is on its way", () => {
    expect(reduceList(shown, { type: "asked" })).toEqual({ ...shown, busy: true });
  });

  it("keeps the items of the same query after a failure", () => {
    const state = reduceList(shown, { type: "failed", query: "a", problem: null });
    expect(state).toEqual({ ...shown, failure: { problem: null } });
  });

  it("drops the items of another query after a failure", () => {
    const state = reduceList(shown, { type: "failed", query: "b", problem: null });
    expect(state).toEqual({ query: "b", items: [], page: null, failure: { problem: null }, busy: false });
  });
});
