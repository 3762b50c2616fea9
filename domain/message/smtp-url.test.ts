import { expect, test } from "vitest";
import { smtpUrlFault } from "./smtp-url.ts";

test.each([
  "smtps://user:pass@mail.example.com:465",
  "smtp://user%40example.com:p%2Fw@mail.example.com:587",
  "smtp://localhost:25",
  "smtps://mail.example.com/",
])("%s is the address of a mail server", (url) => {
  expect(smtpUrlFault(url)).toBeNull();
});

test.each([
  ["", /^write smtps/],
  ["mail.example.com", /^write smtps/],
  ["https://mail.example.com", /^write smtps/],
  ["smtp://user:10%off@mail.example.com:587", /%25/],
  ["smtp://mail.example.com:587?secure=false", /^remove what follows/],
  ["smtp://mail.example.com:587/path", /^remove what follows/],
  ["smtp://mail.example.com:25", /port 25/],
])("%s is not the address of a mail server", (url, fault) => {
  expect(smtpUrlFault(url)).toMatch(fault);
});
