import { expect, it } from "vitest";
import { readLink } from "./link.ts";

const token = "a".repeat(32);

it.each([
  ["our own link stays as it is", "/track/", "", `#${token}`, token, null],
  ["a path gives its token up", `/track/${token}`, "", "", token, "/track/"],
  ["so does a query", "/track.html", `?token=${token}`, "", token, "/track/"],
  ["and a query beside our own", "/track/", "?token=other", `#${token}`, token, `/track/#${token}`],
  ["what is no token is cleaned too", "/track/nonsense", "", "", "nonsense", "/track/"],
  ["no link at all", "/track/", "", "", "", null],
])("%s", (_, pathname, search, hash, expected, clean) => {
  expect(readLink({ pathname, search, hash })).toEqual({ token: expected, clean });
});
