import { expect, test } from "vitest";
import { realJob } from "../full-job.fixture.ts";
import { contactsOfJob } from "./contact-of-job.ts";

const kinds = (customer: { phone?: string; email?: string } | null) =>
  contactsOfJob(realJob({ customer: customer === null ? null : { name: "Mark", ...customer } })).map(
    ({ kind, value }) => `${kind}:${value}`,
  );
const { id } = realJob();

test("a job's messages are filed under its phone, else its email, else the job", () => {
  const [phone, email] = ["+16195550142;ext=4", "Mark@example.com"];
  expect(kinds({ phone, email })).toEqual(["phone:+16195550142", "email:Mark@example.com", `job:${id}`]);
  expect(kinds({ email })).toEqual(["email:Mark@example.com", `job:${id}`]);
  expect(kinds({})).toEqual([`job:${id}`]);
  expect(kinds(null)).toEqual([`job:${id}`]);
});
