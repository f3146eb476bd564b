import { z } from "zod";
import { id, signedIn } from "../../team/contract.ts";

const column = z.string().trim().min(1).max(200).nullable();
const columns = {
  /** Columns of the CRM, of the deal or of its account, that name its persona, campaign, message and segment; null: none does. */
  personaColumn: column,
  campaignColumn: column,
  messageColumn: column,
  segmentColumn: column,
};

/** Of a pipeline: the last stage that counts as early, and whether the team chose it. */
const earlyUntil = z.object({
  pipelineId: id,
  pipelineName: z.string(),
  stageId: id,
  stages: z.array(z.object({ id, name: z.string() })),
  isChosen: z.boolean(),
});

export const audienceSettings = z.object({
  ...columns,
  /** 0: nobody has changed them yet. */
  version: z.number().int(),
  early: z.array(earlyUntil),
});
export type AudienceSettings = z.infer<typeof audienceSettings>;

const wanted = z.strictObject({
  ...columns,
  version: z.number().int().min(0),
  early: z.array(z.strictObject({ pipelineId: id, stageId: id })).max(200),
});
export type WantedSettings = z.infer<typeof wanted>;

/** Something the CRM says of deals, with how many of those looked at it is said of. */
const saidOfDeals = z.object({ value: z.string(), deals: z.number().int() });

export const settingsContract = {
  showAudienceSettings: signedIn
    .route({
      method: "GET",
      path: "/audience/settings",
      summary: "Which columns of the CRM tell the audience, and which stages count as early",
    })
    .output(audienceSettings),
  saveAudienceSettings: signedIn
    .route({
      method: "PUT",
      path: "/audience/settings",
      summary: "Say which columns of the CRM tell the audience, and which stages count as early",
      description: "`version` is the one you saw. A pipeline that is left out keeps its usual first stages.",
    })
    .errors({ STAGE_NOT_OPEN: { status: 422, message: "Choose an open stage of that pipeline." } })
    .input(wanted)
    .output(audienceSettings),
  listAudienceWords: signedIn
    .route({
      method: "GET",
      path: "/audience/words",
      summary: "What the CRM says of the newest deals: columns with their values, sources, job titles",
      description: "And which values of the persona's and the campaign's column name none of those that are kept here.",
    })
    .output(
      z.object({
        columns: z.array(z.object({ field: z.string(), values: z.array(z.string()) })),
        sources: z.array(z.string()),
        titles: z.array(z.string()),
        unknown: z.object({ persona: z.array(saidOfDeals), campaign: z.array(saidOfDeals) }),
        /** The newest deals, so many of them, were looked at. */
        lookedAt: z.number().int(),
      }),
    ),
};
