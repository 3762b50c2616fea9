import { expect, it } from "vitest";
import { readContract } from "../../../main/contract.ts";
import { releaseNamed } from "../../cdn/verify.ts";
import { acceptedBreaks, refusedBreaks } from "./accepted-breaks.ts";
import { breaks, type Contract } from "./breaks.ts";
import { keptReleases } from "./kept-releases.ts";

it.each(keptReleases())("today's API serves the pages of release $id", async ({ file }) => {
  const before = JSON.parse(file("contract.json")) as Contract;
  expect(Object.keys(before.paths).length).toBeGreaterThan(20);
  const after = JSON.parse(new TextDecoder().decode(await readContract())) as Contract;
  expect(breaks(before, after)).toEqual(acceptedBreaks);
  expect(refusedBreaks(before, after)).toEqual([]);
});

it("keeps the last two releases with their pages", () => {
  expect(keptReleases()).toHaveLength(2);
  for (const { id, file } of keptReleases())
    expect([file("book.html"), file("track.html")].map(releaseNamed)).toEqual([id, id]);
});

it("today's API serves its own pages", async () => {
  const today = JSON.parse(new TextDecoder().decode(await readContract())) as Contract;
  expect(breaks(today, today)).toEqual([]);
});

/** A copy of the document that a test may change. */
interface Loose {
  paths: Record<string, { post?: { parameters: object[]; responses: Record<string, object> }; get?: object }>;
  components: {
    schemas: Record<
      "In" | "Out",
      { properties: Record<string, { type?: string | string[]; enum?: string[] }>; required: string[] }
    >;
  };
}

const base = (): Contract => ({
  paths: {
    "/a": {
      post: {
        parameters: [{ name: "q", in: "query" }],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/In" } } } },
        responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Out" } } } } },
      },
    },
  },
  components: {
    schemas: {
      In: {
        type: "object",
        properties: { name: { type: "string" }, kind: { enum: ["x", "y"] } },
        required: ["name"],
        additionalProperties: false,
      },
      Out: {
        type: "object",
        properties: { id: { type: "string" }, list: { type: "array", items: { $ref: "#/components/schemas/Out" } } },
        required: ["id"],
      },
    },
  },
});

const changed = (change: (contract: Loose) => void): Contract => {
  const copy = base();
  change(copy as never);
  return copy;
};

it("finds no break in an unchanged or extended contract", () => {
  expect(breaks(base(), base())).toEqual([]);
  const more = changed((contract) => {
    contract.paths["/b"] = { get: {} };
    contract.components.schemas.Out.properties["more"] = { type: "string" };
    contract.components.schemas.In.properties["seen"] = { type: "string" };
    contract.components.schemas.In.properties["kind"] = { enum: ["x", "y", "z"] };
  });
  expect(breaks(base(), more)).toEqual([]);
});

it.each<[string, string, (contract: Loose) => void]>([
  ["a call", "POST /a is gone", (c) => delete c.paths["/a"]],
  ["a field of an answer", "POST /a, answered: id is gone", (c) => delete c.components.schemas.Out.properties["id"]],
  ["its promise", "POST /a, answered: id may be missing", (c) => (c.components.schemas.Out.required = [])],
  [
    "its type",
    "POST /a, answered: id may now be number",
    (c) => (c.components.schemas.Out.properties["id"] = { type: "number" }),
  ],
  [
    "null in it",
    "POST /a, answered: id may now be null",
    (c) => (c.components.schemas.Out.properties["id"] = { type: ["string", "null"] }),
  ],
  [
    "a field that may be sent",
    "POST /a, sent: kind is refused",
    (c) => delete c.components.schemas.In.properties["kind"],
  ],
  ["a field that must", "POST /a, sent: kind is required", (c) => c.components.schemas.In.required.push("kind")],
  [
    "a value",
    "POST /a, sent: kind may no longer be y",
    (c) => (c.components.schemas.In.properties["kind"] = { enum: ["x"] }),
  ],
  ["a query", "POST /a no longer takes the query parameter q", (c) => c.paths["/a"]?.post?.parameters.pop()],
  ["a status", "POST /a no longer answers 200", (c) => delete c.paths["/a"]?.post?.responses[200]],
])("%s: %s", (_, words, change) => {
  expect(breaks(base(), changed(change))).toEqual([words]);
});
