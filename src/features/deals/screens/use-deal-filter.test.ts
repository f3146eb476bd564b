import { describe, expect, it } from "vitest";
import { hrefOfFilter, readFilter } from "./use-deal-filter.ts";

const owner = "0b9f5a0e-3f65-4a3e-8f0e-0d6c4a3c2b10";

describe("the filter in the address of the deals list", () => {
  it("is open deals when nothing is said", () => {
    expect(readFilter("")).toEqual({
      status: "open",
      ownerId: null,
      pipelineId: null,
      stageId: null,
      waiting: false,
      leftBehind: false,
      closedFrom: null,
      closedUntil: null,
      search: "",
    });
    expect(hrefOfFilter(readFilter(""))).toBe("/deals");
  });

  it("is the same after being written and read", () => {
    const filter = { ...readFilter(""), status: "lost" as const, ownerId: owner, waiting: true, search: "007 & Söhne" };
    expect(readFilter(new URL(hrefOfFilter(filter), "http://deals").search)).toEqual(filter);
  });

  it("asks of losses whether they were left behind, and of nothing else", () => {
    const filter = readFilter("?status=lost&left-behind=true");
    expect(filter.leftBehind).toBe(true);
    expect(readFilter(new URL(hrefOfFilter(filter), "http://deals").search)).toEqual(filter);
    expect(hrefOfFilter({ ...filter, status: "won" })).toBe("/deals?status=won");
  });

  it("understands the address other screens link to", () => {
    expect(readFilter("?status=lost&debriefed=false")).toMatchObject({ status: "lost", waiting: true });
  });

  it("keeps the days on which deals closed, and passes over what is no day", () => {
    const filter = readFilter("?status=lost&closed-from=2026-11-16&closed-until=2026-11-22");
    expect(filter).toMatchObject({ closedFrom: "2026-11-16", closedUntil: "2026-11-22" });
    expect(readFilter(new URL(hrefOfFilter(filter), "http://deals").search)).toEqual(filter);
    expect(hrefOfFilter({ ...filter, status: "open" })).toBe("/deals");
    expect(readFilter("?status=all&closed-from=2026-11-16").closedFrom).toBe(null);
    expect(readFilter("?status=lost&closed-from=2026-13-45&closed-until=soon")).toMatchObject({
      ...{ closedFrom: null, closedUntil: null },
    });
  });

  it("lets go of what only closed deals can be asked", () => {
    expect(hrefOfFilter({ ...readFilter("?status=lost&debriefed=false"), status: "open" })).toBe("/deals");
  });

  it("shows open deals for a status nobody knows, and everybody's for an owner who cannot be", () => {
    expect(readFilter("?status=closed-lost&owner=drop table")).toMatchObject({ status: "open", ownerId: null });
  });

  it("takes off the quotes the router puts around a text that looks like a number", () => {
    expect(readFilter("?search=%221e5%22").search).toBe("1e5");
  });
});
