import { describe, expect, test } from "vitest";
import { jsonObjects, worlds } from "./documents-world.case.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { Secrets } from "./secrets.ts";

describe.each(worlds)("secrets in %s", (_name, open) => {
  test("a secret stays until it is replaced, and the other secrets stay", async () => {
    const secrets = new Secrets(jsonObjects(await open()), seededRandom(3));
    const [preview, quote] = [await secrets.secret("preview"), await secrets.secret("quote")];
    expect(await secrets.secret("preview")).toEqual(preview);
    const replaced = await secrets.replace("preview");
    expect(replaced).toHaveLength(32);
    expect(replaced).not.toEqual(preview);
    expect([await secrets.secret("preview"), await secrets.secret("quote")]).toEqual([replaced, quote]);
  });
});
