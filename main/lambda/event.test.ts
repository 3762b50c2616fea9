import { expect, it } from "vitest";
import { requestOf, resultOf, type HttpEvent } from "./event.ts";

const event = (headers: Record<string, string>, more: Partial<HttpEvent> = {}): HttpEvent => ({
  version: "2.0",
  rawPath: "/api/v1/catalog",
  rawQueryString: "a=%2F&b",
  headers,
  isBase64Encoded: false,
  requestContext: { http: { method: "GET" } },
  ...more,
});

it("passes on the viewer's headers, but not those of the layers in between", () => {
  const kept = { accept: "application/json", authorization: "Bearer x", "content-type": "application/json" };
  const hops = {
    host: "abc.execute-api.eu-central-1.amazonaws.com",
    via: "2.0 cloudfront",
    forwarded: "for=203.0.113.66",
    "content-length": "3",
    "x-forwarded-for": "203.0.113.66, 130.176.0.1",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "443",
    "x-amz-cf-id": "a",
    "x-amzn-trace-id": "Root=1",
    "x-origin-secret": "secret",
    "x-viewer-address": "198.51.100.7",
    "x-tailboard-kind": "site",
    "cloudfront-viewer-country": "US",
    "X-Forwarded-Host": "evil.example.com",
  };
  const request = requestOf(event({ ...hops, ...kept }), "https://book.example.com");
  expect(Object.fromEntries(request.headers)).toEqual(kept);
  expect(request.url).toBe("https://book.example.com/api/v1/catalog?a=%2F&b");
});

it("joins the cookies, and passes a body only for methods that have one", async () => {
  const request = requestOf(event({}, { cookies: ["a=1", "b=2"], body: "x" }), "https://book.example.com");
  expect([request.headers.get("cookie"), request.body]).toEqual(["a=1; b=2", null]);
  const posted = event(
    { "content-type": "text/plain" },
    { requestContext: { http: { method: "POST" } }, body: Buffer.from("ä").toString("base64"), isBase64Encoded: true },
  );
  expect(await requestOf(posted, "https://book.example.com").text()).toBe("ä");
  const plain = { ...posted, body: "YQ==", isBase64Encoded: false };
  expect(await requestOf(plain, "https://book.example.com").text()).toBe("YQ==");
});

it("returns text as text, bytes as base64 and each cookie separately", async () => {
  const headers = new Headers({ "content-type": "application/problem+json" });
  headers.append("set-cookie", "a=1");
  headers.append("set-cookie", "b=2");
  expect(await resultOf(new Response("{}", { status: 418, headers }))).toEqual({
    statusCode: 418,
    headers: { "content-type": "application/problem+json" },
    cookies: ["a=1", "b=2"],
    body: "{}",
    isBase64Encoded: false,
  });
  const image = new Response(new Uint8Array([255, 0]), { headers: { "content-type": "image/png" } });
  expect(await resultOf(image)).toEqual({
    statusCode: 200,
    headers: { "content-type": "image/png" },
    body: "/wA=",
    isBase64Encoded: true,
  });
  expect(await resultOf(new Response(null, { status: 204 }))).toEqual({
    statusCode: 204,
    headers: {},
    body: "",
    isBase64Encoded: false,
  });
});
