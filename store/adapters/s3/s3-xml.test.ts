import { expect, test } from "vitest";
import { errorIn, namesIn } from "./s3-xml.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test("names are decoded, in the order of the answer", () => {
  const key = (name: string): string =>
    `<Contents><Key>${name}</Key><Owner><ID>Key</ID></Owner>\n<Size>1</Size></Contents>`;
  const xml = (isTruncated: boolean): Uint8Array =>
    bytesOf(
      `<?xml version="1.0"?>\n<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${isTruncated}</IsTruncated>` +
        `${key("days%2F2026-11-27%2F00000001")}${key("a%26b+c%2B%3C.txt")}</ListBucketResult>`,
    );
  expect(namesIn(xml(true))).toEqual({ names: ["days/2026-11-27/00000001", "a&b c+<.txt"], more: true });
  expect(namesIn(xml(false)).more).toBe(false);
  // A store that ignores the request to encode names.
  expect(namesIn(bytesOf(key("100%/+"))).names).toEqual(["100%/+"]);
  expect(namesIn(bytesOf("<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>")).names).toEqual([]);
});

test("an error has a code and a message", () => {
  const xml = bytesOf(`<Error><Code>AccessDenied</Code><Message>Access Denied</Message><Key>Code</Key></Error>`);
  expect(errorIn(xml)).toEqual({ code: "AccessDenied", message: "Access Denied" });
  expect(errorIn(bytesOf("Bad gateway"))).toEqual({ code: "", message: "" });
});
