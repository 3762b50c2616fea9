import { describe, expect, it } from "vitest";
import { merge, remoteChanges, takeRemote } from "./merge.ts";

describe("merge", () => {
  it.each([
    ["keeps a change that both made", { a: 1 }, { a: 2 }, { a: 2 }, { a: 2 }, []],
    ["keeps a local change", { a: 1, b: 1 }, { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 2, b: 1 }, []],
    ["keeps a remote change", { a: 1, b: 1 }, { a: 1, b: 3 }, { a: 1, b: 1 }, { a: 1, b: 3 }, []],
    ["reports two different changes of one key", { a: 1 }, { a: 2 }, { a: 3 }, { a: 3 }, ["a"]],
    ["keeps keys that each side added", {}, { b: 1 }, { a: 1 }, { a: 1, b: 1 }, []],
    ["removes a key that only the remote side removed", { a: 1 }, {}, { a: 1 }, {}, []],
    ["reports a key that was removed remotely and changed locally", { a: 1 }, {}, { a: 2 }, { a: 2 }, ["a"]],
  ])("%s", (_, base, remote, local, merged, conflicts) => {
    expect(merge<object>(base, remote, local)).toEqual({ merged, conflicts });
  });
});

describe("remoteChanges", () => {
  it("lists remote changes and marks those that the local edit changed too", () => {
    const base = { name: "Mark", phone: "1", city: "San Diego" };
    const changes = remoteChanges(base, { ...base, name: "Marc", phone: "2" }, { ...base, name: "Markus" });
    expect(changes).toEqual([
      { key: "name", isConflict: true },
      { key: "phone", isConflict: false },
    ]);
  });
});

describe("takeRemote", () => {
  it("takes the named keys and removes those that are gone", () => {
    expect(takeRemote<object>({ a: 2, b: 2, c: 2 }, { a: 1 }, ["a", "b"])).toEqual({ a: 1, c: 2 });
  });
});
