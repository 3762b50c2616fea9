import { expect, it } from "vitest";
import { readLink } from "./link.ts";

const token = "aB3-_".repeat(6) + "x9";
const id = "f".repeat(32);

it.each([
  ["our own link stays as it is", "/track/", "", `#${token}`, token, null],
  ["a path gives its token up", `/track/${token}`, "", "", token, "/track/"],
  ["our own Spanish link", "/es/track/", "", `#${token}`, token, `/track/#${token}`],
  ["a Spanish path gives its token up", `/es/track/%23${token}`, "", "", token, "/track/"],
  ["so does a query", "/track.html", `?token=${token}`, "", token, "/track/"],
  ["and a query beside our own", "/track/", "?token=other", `#${token}`, token, `/track/#${token}`],
  ["what is no token is cleaned too", "/track/nonsense", "", "", "nonsense", "/track/"],
  ["no link at all", "/track/", "", "", "", null],
  ["a page asked for by its file", "/track.html", "", `#${token}`, token, null],
  ["an encoded #", `/track/%23${token}`, "", "", token, "/track/"],
  ["an # encoded twice", `/track/%2523${token}`, "", "", token, "/track/"],
  ["a doubled #", "/track/", "", `##${token}`, token, `/track/#${token}`],
  ["an encoded # after ours", "/track/", "", `#%23${token}`, token, `/track/#${token}`],
  ["a dot behind", "/track/", "", `#${token}.`, token, `/track/#${token}`],
  ["a comma behind the path", `/track/${token},`, "", "", token, "/track/"],
  ["a bracket behind", "/track/", "", `#${token})`, token, `/track/#${token}`],
  ["an angle bracket, encoded", `/track/${token}%3E`, "", "", token, "/track/"],
  ["typographic quotes", `/track/%E2%80%9C${token}%E2%80%9D`, "", "", token, "/track/"],
  ["emphasis of a chat", "/track/", "", `#_${token}_`, token, `/track/#${token}`],
  ["trackers before the fragment", "/track/", `?utm_source=mail&fbclid=${id}`, `#${token}`, token, `/track/#${token}`],
  ["trackers behind the fragment", "/track/", "", `#${token}?utm_source=mail&fbclid=${id}`, token, `/track/#${token}`],
  ["trackers behind the path", `/track/%23${token}`, `?fbclid=${id}`, "", token, "/track/"],
  ["trackers beside the query", "/track/", `?fbclid=${id}&token=${token}&utm_id=${id}`, "", token, "/track/"],
  ["an escaped ampersand", "/track/", `?utm_source=mail&amp;token=${token}`, "", token, "/track/"],
  ["the token as the whole query", "/track/", `?${token}`, "", token, "/track/"],
  ["a slash behind", `/track/${token}/`, "", "", token, "/track/"],
  ["upper case", `/Track/${token}`, "", "", token, "/track/"],
  ["upper case with our own fragment", "/TRACK/", "", `#${token}`, token, `/track/#${token}`],
  ["trackers alone", "/track/", `?utm_id=${id}`, "", "", "/track/"],
  ["a token cut short", "/track/", "", `#${token.slice(1)}`, token.slice(1), null],
  ["one character too many", "/track/", "", `#${token}7`, `${token}7`, null],
])("%s", (_, pathname, search, hash, expected, clean) => {
  expect(readLink({ pathname, search, hash })).toEqual({ token: expected, clean });
});
