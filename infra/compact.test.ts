import { expect, it } from "vitest";
import { compact } from "./compact.ts";

const bucket = { "Fn::GetAtt": ["Bucket", "Arn"] };

it("turns an attribute, and a join of texts, references and attributes, into Fn::Sub at any depth", () => {
  expect(compact({ a: [{ "Fn::Join": ["", [bucket, "/t/*"]] }], b: { Ref: "B" }, c: 1, d: null })).toEqual({
    a: [{ "Fn::Sub": "${Bucket.Arn}/t/*" }],
    b: { Ref: "B" },
    c: 1,
    d: null,
  });
  expect(compact({ a: bucket })).toEqual({ a: { "Fn::Sub": "${Bucket.Arn}" } });
  expect(compact({ "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, ":s3"]] })).toEqual({
    "Fn::Sub": "arn:${AWS::Partition}:s3",
  });
});

it("escapes a text that looks like a reference", () => {
  expect(compact({ "Fn::Join": ["", ["${here}/", { Ref: "A" }]] })).toEqual({ "Fn::Sub": "${!here}/${A}" });
});

it("leaves an alias unchanged", () => {
  const alias = { Type: "AWS::Lambda::Alias", Properties: { FunctionVersion: { "Fn::GetAtt": ["First", "Version"] } } };
  expect(compact({ LiveAlias: alias })).toEqual({ LiveAlias: alias });
});

it("leaves all other joins unchanged", () => {
  for (const join of [
    { "Fn::Join": [",", ["a", { Ref: "B" }]] },
    { "Fn::Join": ["", ["a", { "Fn::Select": [0, ["b"]] }]] },
  ])
    expect(compact(join)).toEqual(join);
});
