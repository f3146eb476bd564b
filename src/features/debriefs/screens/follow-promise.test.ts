import { describe, expect, test } from "vitest";
import { noAnswers } from "../rules.ts";
import { chosen, flag, reason, repair, sheetOf } from "./debrief-sheet.fixture.ts";
import { followPromise } from "./follow-promise.ts";

const sheet = sheetOf({
  reasons: [
    reason("Slow answers", { flagId: "unanswered" }),
    reason("They went silent", { control: "shared", flagId: "quiet" }),
    reason("Economy", { control: "theirs" }),
  ],
  repairs: [repair("Answer today", ["unanswered"]), repair("Ask", ["quiet"])],
  flagsBeforeClose: [flag("quiet", "down"), flag("unanswered", "down")],
});
const choosing = (names: string[], from: { commitments?: ReturnType<typeof followPromise>; reasons?: string[] }) =>
  followPromise(
    { ...noAnswers, commitments: from.commitments ?? [], reasons: (from.reasons ?? []).map(chosen) },
    names.map(chosen),
    sheet,
  );

describe("the commitment that is proposed", () => {
  test("comes with the first reason that leads to a flag, and stays when another reason leads elsewhere", () => {
    const first = choosing(["They went silent"], {});
    expect(first).toMatchObject([
      { flagId: "quiet", repairId: "Ask", wording: "If “quiet” comes up on an open deal, I ask." },
    ]);
    const second = choosing(["They went silent", "Slow answers"], {
      commitments: first,
      reasons: ["They went silent"],
    });
    expect(second).toEqual(first);
  });

  test("stays when its reason goes: it stood there to be read", () => {
    const first = choosing(["They went silent"], {});
    expect(choosing(["Economy"], { commitments: first, reasons: ["They went silent"] })).toEqual(first);
  });

  test("stays as it is once it was reworded", () => {
    const reworded = choosing(["They went silent"], {}).map((one) => ({ ...one, wording: "I call on day five." }));
    expect(choosing(["Slow answers"], { commitments: reworded, reasons: ["They went silent"] })).toEqual(reworded);
  });

  test("does not come back once it was taken away", () => {
    expect(choosing(["They went silent", "Slow answers"], { reasons: ["They went silent"] })).toEqual([]);
  });

  test("stays beside one that was added by hand", () => {
    const [one] = choosing(["They went silent"], {});
    if (!one) throw new Error("nothing was proposed");
    const two = [one, { ...one, id: "by hand", flagId: "unanswered" }];
    expect(choosing(["Slow answers"], { commitments: two, reasons: ["They went silent"] })).toEqual(two);
  });
});
