import { describe, expect, test } from "vitest";
import type { PipelineShape, StageType, StepShape } from "./contract.ts";
import {
  deadlinesHold,
  guessStage,
  hasTwins,
  joinStages,
  missedSteps,
  missesStageType,
  type StepFacts,
  seededStages,
} from "./rules.ts";
import { milestoneOf, stepTemplates } from "./templates/rules.ts";

const zone = "Europe/Berlin";
const at = (text: string) => Date.parse(`${text.length === 10 ? `${text}T12:00` : text}:00+01:00`);

const pipeline: PipelineShape = {
  id: "sales",
  name: "Sales",
  stages: seededStages.map(({ name, type }, place) => ({ id: name.toLowerCase(), name, type, position: place + 1 })),
};
const step = (beforeStageId: string | null): StepShape => ({
  id: "time-frame",
  key: null,
  name: "Time frame asked",
  question: "When do you need it?",
  hint: "",
  template: null,
  deadlines: beforeStageId ? [{ pipelineId: "sales", beforeStageId }] : [],
});
const facts = (given: Partial<StepFacts>): StepFacts => ({
  pipelineId: "sales",
  stageChanges: [],
  stepAnswers: [],
  outcomes: [],
  ...given,
});
const entered = (stageId: string, on: string) => ({ stageId, enteredAt: at(on) });
const answered = (on: string, { done = true, stepId = "time-frame", knownOn = on } = {}) => ({
  stepId,
  done,
  answer: "by summer",
  saidBy: "Anna Weiss",
  happenedAt: at(on),
  knownAt: at(knownOn),
});
const somethingElse = answered("2026-03-01", { stepId: "another" });

function standing(given: Partial<StepFacts>, before: string | null = "demo") {
  const [found] = missedSteps(facts(given), { steps: [step(before)], pipelines: [pipeline] }, zone);
  if (!found) throw new Error("One step gives one standing.");
  return found;
}

describe("a step on a deal", () => {
  test("asked before its stage is done", () => {
    expect(
      standing({ stageChanges: [entered("demo", "2026-03-03")], stepAnswers: [answered("2026-03-01")] }),
    ).toMatchObject({
      state: "done",
      evidence: "Demo was entered on 2026-03-03; “Time frame asked” was done on 2026-03-01, in time.",
      answer: "by summer",
      saidBy: "Anna Weiss",
      happenedAt: "2026-03-01T11:00:00.000Z",
    });
  });

  test("asked six days after its stage is late, with both days", () => {
    expect(
      standing({ stageChanges: [entered("demo", "2026-03-03")], stepAnswers: [answered("2026-03-09")] }),
    ).toMatchObject({
      state: "late",
      evidence: "Demo was entered on 2026-03-03; “Time frame asked” was done on 2026-03-09, 6 days late.",
    });
  });

  test("asked later on the same day is in time, for many facts carry no time of day", () => {
    const { state, evidence } = standing({
      stageChanges: [entered("demo", "2026-03-03T08:00")],
      stepAnswers: [answered("2026-03-03T23:30")],
    });
    expect(state).toBe("done");
    expect(evidence).toContain("the same day");
  });

  test("one day later in the team's time zone is late, though hours apart", () => {
    const { state } = standing({
      stageChanges: [entered("demo", "2026-03-03T23:59")],
      stepAnswers: [answered("2026-03-04T00:01")],
    });
    expect(state).toBe("late");
  });

  test("never asked although its stage was entered is missed", () => {
    expect(standing({ stageChanges: [entered("demo", "2026-03-03")], stepAnswers: [somethingElse] })).toMatchObject({
      state: "missed",
      evidence: "Demo was entered on 2026-03-03, and “Time frame asked” is not recorded as done.",
      answer: null,
      happenedAt: null,
    });
  });

  test("is not recorded when nobody recorded any step on the deal", () => {
    expect(standing({ stageChanges: [entered("demo", "2026-03-03")] }).state).toBe("not-recorded");
  });

  test("is needed by whoever skips its stage", () => {
    const stageChanges = [entered("discovery", "2026-03-01"), entered("proposal", "2026-03-05")];
    expect(standing({ stageChanges, stepAnswers: [somethingElse] }).state).toBe("missed");
    expect(standing({ stageChanges: stageChanges.slice(0, 1), stepAnswers: [somethingElse] }).state).toBe("not-due");
  });

  test("is due at the first entry of its stage, not at a later return to it", () => {
    const stageChanges = [
      entered("demo", "2026-03-03"),
      entered("qualified", "2026-03-10"),
      entered("demo", "2026-03-20"),
    ];
    expect(standing({ stageChanges, stepAnswers: [answered("2026-03-12")] }).evidence).toContain("9 days late");
  });

  test("counts by the latest known answer: taken back, it is missed; confirmed again, it was done the first time", () => {
    const stageChanges = [entered("demo", "2026-03-10")];
    const first = answered("2026-03-01");
    const takenBack = answered("2026-02-20", { done: false, knownOn: "2026-03-05" });
    const confirmed = answered("2026-03-20");
    expect(standing({ stageChanges, stepAnswers: [takenBack, first] }).state).toBe("missed");
    expect(standing({ stageChanges, stepAnswers: [first, confirmed] }).state).toBe("done");
    expect(standing({ stageChanges, stepAnswers: [takenBack, first, confirmed] }).state).toBe("late");
  });

  describe("when the deal closes", () => {
    const lost = { status: "lost" as const, closedAt: at("2026-04-01"), reopenedAt: null };

    test("lost before the step's stage, the step was not due", () => {
      expect(
        standing({
          stageChanges: [entered("discovery", "2026-03-01"), entered("lost", "2026-04-01")],
          stepAnswers: [somethingElse],
          outcomes: [lost],
        }),
      ).toMatchObject({
        state: "not-due",
        evidence: "The deal was lost before Demo was entered, so “Time frame asked” was not due.",
      });
    });

    test("won without its stage, the step was missed all the same", () => {
      const { state, evidence } = standing({
        stageChanges: [entered("discovery", "2026-03-01")],
        stepAnswers: [somethingElse],
        outcomes: [{ ...lost, status: "won" }],
      });
      expect([state, evidence]).toEqual([
        "missed",
        "The deal was won on 2026-04-01, and “Time frame asked” is not recorded as done.",
      ]);
    });

    test("without any stage history the close is all we can hold it against", () => {
      expect(standing({ stepAnswers: [somethingElse], outcomes: [lost] }).state).toBe("missed");
    });

    test("a step without a deadline is due before the close", () => {
      expect(standing({ stepAnswers: [somethingElse] }, null)).toMatchObject({
        state: "not-due",
        evidence: "“Time frame asked” is not due before the close.",
      });
      expect(standing({ stepAnswers: [answered("2026-04-03")], outcomes: [lost] }, null).evidence).toBe(
        "The deal was lost on 2026-04-01; “Time frame asked” was done on 2026-04-03, 2 days late.",
      );
    });

    test("opened again, it is not due any more", () => {
      const reopened = { ...lost, reopenedAt: at("2026-05-01") };
      expect(standing({ stepAnswers: [somethingElse], outcomes: [reopened] }, null).state).toBe("not-due");
    });
  });
});

const stage = (name: string, type: StageType = "open") => ({ name, type });
const wanted = (...names: string[]) => names.map((name, place) => ({ ...stage(name), position: place }));
const named = (stages: { name: string }[]) => stages.map(({ name }) => name);

describe("stages an import brings", () => {
  test("a new pipeline takes them in their order, and gets a won and a lost one", () => {
    expect(joinStages([], wanted("Prospecting", "Engaging"))).toEqual([
      stage("Prospecting"),
      stage("Engaging"),
      stage("Won", "won"),
      stage("Lost", "lost"),
    ]);
  });

  test("a new one stands behind the one it follows; known ones keep their place", () => {
    const known = [stage("Demo"), stage("Proposal"), stage("Won", "won"), stage("Lost", "lost")];
    expect(named(joinStages(known, wanted("Intro", "demo", "Trial", "Proposal")))).toEqual([
      "Intro",
      "Demo",
      "Trial",
      "Proposal",
      "Won",
      "Lost",
    ]);
  });

  test("the same again changes nothing", () => {
    const once = joinStages([], wanted("A", "B"));
    expect(joinStages(once, wanted("B", "A"))).toEqual(once);
  });

  test("two spellings of one name are one stage, and a name that is taken is not given twice", () => {
    expect(named(joinStages([], wanted("Lost", " lost ", "Trial")))).toEqual(["Lost", "Trial", "Won", "Closed lost"]);
  });
});

describe("guessing where a step is due from the names of stages", () => {
  const guess = (names: string[], milestone: Parameters<typeof guessStage>[1]) =>
    guessStage(
      names.map((name) => stage(name)),
      milestone,
    )?.name;
  const hubSpot = ["Appointment scheduled", "Qualified to buy", "Presentation scheduled", "Contract sent"];
  const salesforce = [
    "Prospecting",
    "Qualification",
    "Needs Analysis",
    "Value Proposition",
    "Id. Decision Makers",
    "Perception Analysis",
    "Proposal/Price Quote",
    "Negotiation/Review",
  ];
  const german = ["Erstkontakt", "Bedarfsanalyse", "Präsentation", "Angebot", "Verhandlung"];

  test.each([
    [hubSpot, "qualified", "Qualified to buy"],
    [hubSpot, "presentation", "Presentation scheduled"],
    [hubSpot, "proposal", "Contract sent"],
    [salesforce, "qualified", "Value Proposition"],
    [salesforce, "presentation", "Proposal/Price Quote"],
    [salesforce, "negotiation", "Negotiation/Review"],
    [german, "qualified", "Präsentation"],
    [german, "presentation", "Präsentation"],
    [german, "proposal", "Angebot"],
    [german, "negotiation", "Verhandlung"],
    [["New", "Qualified", "Proposition"], "proposal", "Proposition"],
    [["Prospecting", "Engaging"], "presentation", undefined],
    // A deal enters its first stage before anything could be asked.
    [["Demo", "Trial"], "presentation", undefined],
  ] as const)("%j: %s is %s", (names, milestone, expected) => {
    expect(guess([...names], milestone)).toBe(expected);
  });
});

describe("what a team may save", () => {
  test("a pipeline needs an open, a won and a lost stage, each name and id once", () => {
    expect(missesStageType(seededStages)).toBe(false);
    expect(missesStageType(seededStages.filter(({ type }) => type !== "lost"))).toBe(true);
    expect(
      hasTwins([
        { id: "1", name: "Demo" },
        { id: "2", name: "demo " },
      ]),
    ).toBe(true);
    expect(
      hasTwins([
        { id: "1", name: "Demo" },
        { id: "1", name: "Trial" },
      ]),
    ).toBe(true);
  });

  test("a deadline names an open stage of its own pipeline, one a pipeline", () => {
    const needed = (beforeStageId: string) => ({ pipelineId: "sales", beforeStageId });
    expect(deadlinesHold([needed("demo")], [pipeline])).toBe(true);
    expect(deadlinesHold([needed("won")], [pipeline])).toBe(false);
    expect(deadlinesHold([needed("elsewhere")], [pipeline])).toBe(false);
    expect(deadlinesHold([needed("demo"), needed("proposal")], [pipeline])).toBe(false);
  });
});

describe("ready sets of steps", () => {
  test("every key is there once, so that sets can be added together", () => {
    const keys = stepTemplates.flatMap(({ steps }) => steps.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("every step asks a question and knows when it is due in the process we start with", () => {
    for (const { key, question } of stepTemplates.flatMap(({ steps }) => steps)) {
      expect(question).toMatch(/\?$/);
      const milestone = milestoneOf(key);
      expect(milestone && guessStage(seededStages, milestone), key).toBeDefined();
    }
  });
});
