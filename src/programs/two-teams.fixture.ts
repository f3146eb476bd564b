import { randomUUID } from "node:crypto";
import { openSharedText } from "../platform/shared-text.ts";
import { type Asker, makeSignedInPeople, type Program, sender } from "./signed-in-people.fixture.ts";

/**
 * Such people with what they work on. Each of `deals` is one person's open deal and lost deal with everything that can hang
 * on them.
 */
export async function makeSignedInTeam(program: Program, name: string) {
  const send = sender(program);
  const { workspace, people } = await makeSignedInPeople(program, name);
  const { owner } = people;

  /** As the owner, who may do everything; what fails here is a fault of the test. */
  const make = async (method: string, path: string, body?: unknown, asker = owner.asker) => {
    const { status, told } = await send(method, `/api${path}`, body, asker);
    if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(told)}`);
    return told;
  };
  const pipeline = (await make("GET", "/pipelines")).rows[0];
  const [flag] = (await make("GET", "/red-flags")).rows;
  const [reason] = (await make("GET", "/reasons")).rows;
  const [repair] = (await make("GET", "/repairs")).rows;
  const [step, spareStep] = (await make("GET", "/sales-steps")).rows;
  const stage = pipeline.stages.find(({ type }: { type: string }) => type === "open");
  const catalogue = {
    pipelineId: pipeline.id,
    stageId: stage.id,
    flagId: flag.id,
    repairId: repair.id,
    reasonId: reason.id,
    stepId: step.id,
    spareStepId: spareStep.id,
    offerChangeId: randomUUID(),
    limitId: randomUUID(),
    majorRuleId: randomUUID(),
    priorityId: randomUUID(),
    practiceId: randomUUID(),
    sparePracticeId: randomUUID(),
    aimId: randomUUID(),
    spareAimId: randomUUID(),
  };
  await make("PUT", `/offer-changes/${catalogue.offerChangeId}`, {
    ...{ kind: "terms", fromOn: "2026-01-05", words: "Monthly terms", reasonIds: [reason.id] },
  });
  await program.pool.query(
    `with made as (
      insert into product_limits (workspace_id, id, reason_id, name, created_at, changed_at)
      values ($1, $2, $3, 'Offline use', now(), now()) returning workspace_id, id, reason_id
    ) insert into limit_wordings (workspace_id, reason_id, wording, limit_id)
    select workspace_id, reason_id, 'offline', id from made`,
    [workspace, catalogue.limitId, reason.id],
  );

  await make("PUT", `/major-loss-rules/${catalogue.majorRuleId}`, {
    ...{ version: 0, name: "Large deals", minAmountCents: 100_000_000_000 },
    ...{ competitors: null, segment: null, stageId: null },
  });
  await make("PUT", `/priorities/${catalogue.priorityId}`, { name: "Price" });

  for (const id of [catalogue.aimId, catalogue.spareAimId])
    await make("PUT", `/audience/aims/${id}`, {
      ...{ version: 0, kind: "persona", name: `Owners ${id}`, rule: [] },
      ...{ source: null, startsOn: null, endsOn: null },
    });

  const practice = {
    title: "Ask who signs",
    how: "In the first call.",
    reasonId: null,
    flagId: flag.id,
    repairId: null,
  };
  for (const id of [catalogue.practiceId, catalogue.sparePracticeId]) {
    await make("PUT", `/practices/${id}`, { source: "own", ...practice });
    await make("POST", `/practices/${id}/adopt`, {});
  }

  const dealOf = (ownerId: string | null, dealName: string) => ({
    name: dealName,
    accountName: null,
    ownerId,
    pipelineId: pipeline.id,
    stageId: stage.id,
    amountCents: 100_000,
    currency: "EUR",
    expectedCloseOn: null,
    pitchedOn: null,
    offeredTermMonths: null,
    competitor: null,
    leadSource: null,
  });
  const nothingSaid = {
    ...{ winnerBetter: "", compared: "", leastUnderstood: "", winAgain: null, winAgainNote: "", whoDecided: "" },
    ...{ quote: "", quoteConsent: "no", reasons: [], priorities: [], recommendations: [] },
  };
  const makeDeals = async (whose: string, ownerId: string | null) => {
    const ids = {
      open: randomUUID(),
      lost: randomUUID(),
      contactId: randomUUID(),
      taskId: randomUUID(),
      checkUpId: randomUUID(),
      viewId: randomUUID(),
      postMortemId: randomUUID(),
      answersId: randomUUID(),
      invitationId: randomUUID(),
      useId: randomUUID(),
    };
    await make("PUT", `/deals/${ids.open}`, dealOf(ownerId, `${whose} open deal`));
    await make("PUT", `/deals/${ids.open}/contacts/${ids.contactId}`, {
      ...{ name: "Cora", email: null, phone: null, jobTitle: null, role: "champion" },
    });
    await make("PUT", `/repair-tasks/${ids.taskId}`, {
      ...{ dealId: ids.open, flagId: flag.id, repairId: repair.id, commitmentId: null },
    });
    const use = { id: ids.useId, practiceId: catalogue.practiceId, dealId: ids.open };
    await make("POST", "/practice-uses", { uses: [use] });
    await make("PUT", `/deals/${ids.lost}`, dealOf(ownerId, `${whose} lost deal`));
    await make("POST", `/deals/${ids.lost}/close`, { outcome: "lost" });
    await make("PUT", `/deals/${ids.lost}/manager-view/${ids.viewId}`, { version: 0, reasons: [], note: "Seen so." });
    await make("PUT", `/deals/${ids.lost}/post-mortems/${ids.postMortemId}`, {});
    const heard = { answersId: ids.answersId, version: 0, answers: nothingSaid };
    await make("PUT", `/post-mortems/${ids.postMortemId}/notes`, heard);
    await make("PUT", `/post-mortems/${ids.postMortemId}/invitations/${ids.invitationId}`, {
      ...{ kind: "form", way: "link", contactId: null, readerName: "Cora", email: null, language: "en" },
      ...{ subject: "Four minutes", body: "Hello Cora" },
    });
    await make("PUT", `/check-ups/${ids.checkUpId}`, { dealId: ids.lost, dueOn: "2099-01-04" });
    return { ...ids, ownerId };
  };
  const deals = {
    rob: await makeDeals("Rob's", people.rob.id),
    olga: await makeDeals("Olga's", people.olga.id),
    unowned: await makeDeals("Nobody's", null),
  };

  const commitment = { dealId: null, flagId: flag.id, repairId: repair.id, wording: "Ask who decides" };
  const commitments = { rob: randomUUID(), olga: randomUUID() };
  await make("PUT", `/commitments/${commitments.rob}`, commitment, people.rob.asker);
  await make("PUT", `/commitments/${commitments.olga}`, commitment, people.olga.asker);

  const blocks = { rob: randomUUID(), olga: randomUUID() };
  for (const [whose, id] of Object.entries(blocks)) {
    const times = { startsAt: "2099-01-04T09:00:00Z", endsAt: "2099-01-04T11:00:00Z" };
    const booked = { ...times, aims: { referrals: 1, calls: 8, networking: 1 } };
    await make("PUT", `/filling-blocks/${id}`, booked, whose === "rob" ? people.rob.asker : people.olga.asker);
  }

  const breathers = { rob: randomUUID(), olga: randomUUID() };
  await make("PUT", `/breathers/${breathers.rob}`, { length: "next-morning" }, people.rob.asker);
  await make("PUT", `/breathers/${breathers.olga}`, { length: "next-morning" }, people.olga.asker);

  const keys = { rob: randomUUID(), olga: randomUUID() };
  await make("PUT", `/api-keys/${keys.olga}`, { name: "Olga's" }, people.olga.asker);
  const { secret } = await make("PUT", `/api-keys/${keys.rob}`, { name: "Rob's" }, people.rob.asker);

  const mails = { rob: randomUUID(), olga: randomUUID() };
  await make("PUT", `/mails/${mails.rob}/test`, {}, people.rob.asker);
  await make("PUT", `/mails/${mails.olga}/test`, {}, people.olga.asker);

  const told = { title: "The one", happened: "It went.", movedOn: "I called.", reasonIds: [reason.id], dealId: null };
  const stories = { rob: randomUUID(), olga: randomUUID() };
  const comments = { rob: randomUUID(), olga: randomUUID() };
  for (const whose of ["rob", "olga"] as const) {
    const { asker } = people[whose];
    await make("PUT", `/stories/${stories[whose]}`, { version: 0, text: { ...told, anonymous: false } }, asker);
    const said = { body: "Thank you", anonymous: false };
    await make("PUT", `/stories/${stories.rob}/comments/${comments[whose]}`, said, asker);
  }

  const meetings = { mias: randomUUID(), running: randomUUID(), ended: randomUUID(), topicId: randomUUID() };
  const idea = { id: randomUUID(), text: openSharedText(null, { isSaved: true }) };
  idea.text.type("Ask who signs before the offer");
  const plan = {
    ...{ title: "Monday", periodFrom: "2026-01-01", periodTo: "2026-01-31", plannedFor: "2026-02-02T08:00:00Z" },
    ...{ version: 0, leadId: people.mia.id, rounds: [{ kind: "alone", seconds: 60 }], votesEach: 3 },
    topics: [{ id: meetings.topicId, kind: "question", words: "Who signs?" }],
  };
  const inIt = [people.mia.id, people.rob.id];
  for (const [id, memberIds] of [
    [meetings.mias, [people.mia.id]],
    ...[meetings.running, meetings.ended].map((each) => [each, inIt]),
  ])
    await make("PUT", `/meetings/${id}`, { ...plan, memberIds }, people.mia.asker);
  const acts = [
    ...["start"].map((kind) => [meetings.running, kind, 1]),
    ...["start", "worksheet", "end"].map((kind, at) => [meetings.ended, kind, at + 1]),
  ];
  for (const [id, kind, version] of acts)
    await make("POST", `/meetings/${id}/run`, { version, act: { kind } }, people.mia.asker);
  const typed = { topicId: meetings.topicId, update: idea.text.unsaved()?.update };
  await make("PUT", `/meetings/${meetings.running}/ideas/${idea.id}`, typed, people.rob.asker);

  const packet = { id: randomUUID(), entryId: randomUUID() };
  const evidence = [{ kind: "figure", filter: {} }];
  await make("PUT", `/packets/${packet.id}`, { question: "Are these ours to win?", evidence }, people.mia.asker);
  await make("PUT", `/packets/${packet.id}/words/${packet.entryId}`, { words: "Since spring" }, people.marketing.asker);

  const importId = randomUUID();
  const uploaded = await fetch(`${program.url}/api/imports/${importId}/file?name=deals.csv`, {
    method: "PUT",
    headers: owner.asker,
    body: "Deal ID,Deal name,Stage,Status\nD-1,One,Proposal,open\n",
  });
  if (!uploaded.ok) throw new Error(`The upload answered ${uploaded.status}.`);

  return {
    workspace,
    people,
    robsKey: { authorization: `Bearer ${secret}` } as Asker,
    catalogue,
    deals,
    makeDeals,
    dealOf,
    commitments,
    stories,
    comments,
    breathers,
    blocks,
    keys,
    mails,
    packet,
    importId,
    meetings,
    ideaId: idea.id,
    ideaUpdate: typed.update ?? "",
  };
}
export type SignedInTeam = Awaited<ReturnType<typeof makeSignedInTeam>>;
export type DealKit = SignedInTeam["deals"]["rob"];
