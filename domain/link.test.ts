import { describe, expect, it } from "vitest";
import { realJob } from "./full-job.fixture.ts";
import type { Change } from "./history.ts";
import { replaceLink, revokeLink } from "./link.ts";

const changed = (change: Change | "unchanged"): Change => {
  if (change === "unchanged") throw new Error("Nothing changed");
  return change;
};

describe("a tracking link", () => {
  it("that is replaced works again, and the lookup name of each earlier link stays retired", () => {
    const first = changed(replaceLink(realJob({ link: "revoked" }), "token-1", "lookup-0"));
    const second = changed(replaceLink(first.next, "token-2", "lookup-1"));
    expect(second.next).toMatchObject({
      link: "live",
      tracking_token: "token-2",
      retired_lookups: ["AAAAAAAAAAAAAAAAAAAAAA", "lookup-0", "lookup-1"],
    });
    expect([first.what, second.what]).toEqual(["link_replaced", "link_replaced"]);
  });

  it("that is revoked twice changes only once", () => {
    const revoked = changed(revokeLink(realJob()));
    expect([revoked.what, revoked.next.link, revoked.next.status]).toEqual([
      "link_revoked",
      "revoked",
      "ready_for_pickup",
    ]);
    expect(revokeLink(revoked.next)).toBe("unchanged");
  });
});
