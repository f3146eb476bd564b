import { expect, test } from "vitest";
import { noAnswers } from "../rules.ts";
import { flag, repair, sheetOf } from "./debrief-sheet.fixture.ts";
import { withWordings } from "./with-wordings.ts";

const sheet = sheetOf({ repairs: [repair("Call them", ["quiet"])], flagsBeforeClose: [flag("quiet", "up")] });
const planned = (id: string, wording: string) => ({ id, flagId: "quiet", repairId: "Call them", wording });

test("words that were rubbed out are saved as the usual ones, so that a half-written promise does not stop the saving", () => {
  const answers = { ...noAnswers, commitments: [planned("1", "  "), planned("2", "I call on day five.")] };
  expect(withWordings(answers, sheet).commitments.map(({ wording }) => wording)).toEqual([
    "If “quiet” comes up on an open deal, I call them.",
    "I call on day five.",
  ]);
});

test("whole answers are passed on as they are", () => {
  const answers = { ...noAnswers, commitments: [planned("1", "I call.")] };
  expect(withWordings(answers, sheet)).toBe(answers);
});
