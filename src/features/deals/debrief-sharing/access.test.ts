import { describe, expect, it } from "vitest";
import type { DebriefsShare } from "../../team/contract.ts";
import { type Asker, mayChange, maySee, visibleOwners } from "../access.ts";
import { debriefReader, ownersRead, readsAll, sharedOf } from "./access.ts";

/** Mia leads Rob, Otto leads Olga; Free leads nobody, so everybody. */
const team = [
  { id: "mia", managerId: null },
  { id: "otto", managerId: null },
  { id: "free", managerId: null },
  { id: "rob", managerId: "mia" },
  { id: "olga", managerId: "otto" },
];
const askers: Record<string, Asker> = {
  owner: { memberId: "owner", role: "marketing", isOwner: true },
  admin: { memberId: "admin", role: "admin", isOwner: false },
  mia: { memberId: "mia", role: "manager", isOwner: false },
  otto: { memberId: "otto", role: "manager", isOwner: false },
  free: { memberId: "free", role: "manager", isOwner: false },
  marketing: { memberId: "max", role: "marketing", isOwner: false },
  rob: { memberId: "rob", role: "rep", isOwner: false },
  olga: { memberId: "olga", role: "rep", isOwner: false },
};
const readerFor = (asker: Asker, others: DebriefsShare) => debriefReader(asker, visibleOwners(asker, team), others);
const whoReads = (debrief: { writerId: string | null; ownerId: string | null }, others: DebriefsShare) =>
  Object.entries(askers).flatMap(([name, asker]) =>
    sharedOf(readerFor(asker, others), debrief) === "everything" ? [name] : [],
  );

describe("what somebody may read of a debrief", () => {
  it("is everything for its writer, the deal's seller and whoever leads them, whatever the team shares", () => {
    for (const others of ["reasons", "nothing"] as const) {
      expect(whoReads({ writerId: "rob", ownerId: "rob" }, others)).toEqual(["owner", "admin", "mia", "free", "rob"]);
      // The manager wrote it; it is about the seller's work, who reads it.
      expect(whoReads({ writerId: "mia", ownerId: "rob" }, others)).toEqual(["owner", "admin", "mia", "free", "rob"]);
      // Handed on since: its writer still reads it.
      expect(whoReads({ writerId: "rob", ownerId: "olga" }, others)).toEqual([
        ...["owner", "admin", "otto", "free", "rob", "olga"],
      ]);
      expect(whoReads({ writerId: null, ownerId: null }, others)).toEqual(["owner", "admin", "mia", "otto", "free"]);
    }
  });

  it("is for all others what the team shares", () => {
    const debrief = { writerId: "rob", ownerId: "rob" };
    for (const others of ["everything", "reasons", "nothing"] as const)
      for (const name of ["marketing", "olga", "otto"])
        expect(sharedOf(readerFor(askers[name] ?? raise(name), others), debrief), name).toBe(others);
    const { marketing = raise("marketing"), mia = raise("mia") } = askers;
    const draft = { ...debrief, isDraft: true };
    expect(sharedOf(readerFor(marketing, "everything"), draft)).toBe("nothing");
    expect(sharedOf(readerFor(mia, "nothing"), draft)).toBe("everything");
  });

  it("is everything for whoever may write it, so that nobody fills in what they cannot see", () => {
    for (const asker of Object.values(askers))
      for (const ownerId of ["rob", "olga", "mia", null]) {
        const visible = visibleOwners(asker, team);
        if (!mayChange(asker, visible, { ownerId })) continue;
        expect(maySee(visible, { ownerId })).toBe(true);
        expect(sharedOf(readerFor(asker, "nothing"), { writerId: "somebody else", ownerId })).toBe("everything");
      }
  });

  it("names nobody of whom nothing may be read, and says who may read all sums", () => {
    const { marketing, mia, admin, rob } = askers;
    if (!marketing || !mia || !admin || !rob) throw new Error("Somebody is missing.");
    expect(ownersRead(readerFor(marketing, "reasons"), "all")).toBe("all");
    expect(ownersRead(readerFor(marketing, "nothing"), "all")).toEqual({ owners: ["max"], unowned: false });
    expect(ownersRead(readerFor(mia, "nothing"), visibleOwners(mia, team))).toEqual(visibleOwners(mia, team));
    const readsSums = (asker: Asker) => readsAll(readerFor(asker, "nothing"), "reasons");
    expect([admin, mia, rob].map(readsSums)).toEqual([true, false, false]);
    expect(readsAll(readerFor(rob, "reasons"), "reasons")).toBe(true);
    expect(readsAll(readerFor(rob, "reasons"), "words")).toBe(false);
    expect(readsAll(readerFor(rob, "everything"), "words")).toBe(true);
  });
});

function raise(name: string): never {
  throw new Error(`Nobody is called ${name}.`);
}
