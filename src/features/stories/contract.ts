import { z } from "zod";
import { day, id, pageOf, signedIn } from "../team/contract.ts";

const version = z.number().int().min(0);
const title = z.string().trim().max(200);
const longText = z.string().trim().max(10_000);

/** What a story says. A draft may lack anything; told, it needs a title, what happened, how one moved on, and a reason. */
export const storyText = z.strictObject({
  title,
  happened: longText,
  movedOn: longText,
  /** From the catalogue, the main one first. */
  reasonIds: z.array(id).max(2),
  dealId: id.nullable(),
  anonymous: z.boolean(),
});
export type StoryText = z.infer<typeof storyText>;

/** Who told or said it, as far as anybody may know. */
export const teller = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("named"), name: z.string() }),
  z.object({ kind: z.literal("anonymous") }),
  /** Told with a name, by somebody who is no longer here. */
  z.object({ kind: z.literal("left") }),
]);
export type Teller = z.infer<typeof teller>;

const takenDown = z.object({ on: day, why: z.string() });

export const storyRow = z.object({
  id,
  title: z.string(),
  /** The beginning of how they moved on. */
  movedOn: z.string(),
  reasons: z.array(z.object({ id, name: z.string() })),
  teller,
  /** The day alone, so that no hour gives a teller away. */
  toldOn: day,
  helped: z.number().int(),
  comments: z.number().int(),
  mine: z.boolean(),
  takenDown: takenDown.nullable(),
});
export type StoryRow = z.infer<typeof storyRow>;

export const storyComment = z.object({
  id,
  body: z.string(),
  teller,
  /** Said by whoever told the story. */
  byTeller: z.boolean(),
  writtenOn: day,
  version,
  mine: z.boolean(),
  takenDown: takenDown.nullable(),
});
export type StoryComment = z.infer<typeof storyComment>;

export const storyShape = storyRow.extend({
  happened: z.string(),
  version,
  /** Only for readers who see that deal. */
  deal: z.object({ id, name: z.string() }).nullable(),
  conversation: z.array(storyComment),
  /** Whether it helped me; null: I cannot say so, as it is my own, or as there is no key to count with. */
  helpedMe: z.boolean().nullable(),
  /** Why I cannot comment now; null: I can. */
  whyNoComment: z.string().nullable(),
});
export type StoryShape = z.infer<typeof storyShape>;

export const storyWriting = z.object({
  /** Kept and not told yet; the version that was saved last. */
  draft: z.object({ version, text: storyText }).nullable(),
  /** As it is told now. */
  told: z.object({ version, text: storyText, takenDown: takenDown.nullable() }).nullable(),
});
export type StoryWriting = z.infer<typeof storyWriting>;

/** What to know before something is written. */
export const beforeWriting = z.object({
  /** Drafts, and who wrote without a name, are sealed; why they cannot be now. */
  whyNotKept: z.string().nullable(),
  /** How many people sign in here: among few, readers guess. */
  people: z.number().int(),
});
export type BeforeWriting = z.infer<typeof beforeWriting>;

const keys = signedIn.errors({
  NO_KEY: { status: 409, message: "There is no key to seal who wrote it, so it can only be told with your name." },
  NEEDS_PERSON: {
    status: 403,
    message: "Drafts and words without a name are for a person signed in at a browser, not for an API key.",
  },
});

const ofStory = z.strictObject({ id });
const ofComment = z.strictObject({ storyId: id, id });
/** A story, or one of its comments. */
const judged = z.strictObject({ storyId: id, commentId: id.nullable().default(null) });

export const storiesContract = {
  listStories: signedIn
    .route({ method: "GET", path: "/stories", summary: "The ones that got away, newest day first" })
    .input(
      pageOf.extend({
        search: z.string().trim().max(200).optional(),
        reasonId: id.optional(),
        /** For admins: those that were taken down. */
        takenDown: z.stringbool().or(z.boolean()).default(false),
      }),
    )
    .output(z.object({ rows: z.array(storyRow), next: z.string().nullable() })),
  listMyStories: signedIn
    .route({
      method: "GET",
      path: "/stories/mine",
      summary: "My drafts and stories",
      description: "An API key is told of the stories told with a name only.",
    })
    .output(
      z.object({ drafts: z.array(z.object({ id, title: z.string(), told: z.boolean() })), rows: z.array(storyRow) }),
    ),
  suggestStories: signedIn
    .route({
      method: "GET",
      path: "/deals/{dealId}/stories",
      summary: "Stories of colleagues who lost for the same reasons as this deal's debrief names",
    })
    .input(z.strictObject({ dealId: id, limit: z.coerce.number().int().min(1).max(20).default(3) }))
    .output(z.object({ rows: z.array(storyRow) })),
  showStory: signedIn
    .route({ method: "GET", path: "/stories/{id}", summary: "A story with its conversation" })
    .input(ofStory)
    .output(storyShape),
  showBeforeWriting: keys
    .route({ method: "GET", path: "/stories/before-writing", summary: "What to know before writing" })
    .output(beforeWriting),
  openWriting: keys
    .route({ method: "GET", path: "/stories/{id}/writing", summary: "A story as I am writing it" })
    .input(ofStory)
    .output(storyWriting),
  saveDraft: keys
    .route({ method: "PUT", path: "/stories/{id}/draft", summary: "Keep a story as it is so far, for me alone" })
    .errors({
      OTHER_TAB: {
        status: 409,
        message: "You wrote something else in another window. Here is what it says there.",
        data: z.object({ version, text: storyText }),
      },
      TOO_MANY_DRAFTS: { status: 422, message: "You have 20 drafts already. Tell or delete one first." },
    })
    .input(z.strictObject({ id, version, text: storyText }))
    .output(z.object({ version })),
  deleteDraft: keys
    .route({ method: "DELETE", path: "/stories/{id}/draft", summary: "Delete a draft" })
    .input(ofStory)
    .output(z.object({ deleted: z.boolean() })),
  tellStory: keys
    .route({ method: "PUT", path: "/stories/{id}", summary: "Tell a story, or change one I told" })
    .errors({
      SOMETHING_MISSING: {
        status: 422,
        message: "A story needs a title, what happened, how you moved on, and a reason.",
      },
      NAMED_ALREADY: {
        status: 409,
        message:
          "Colleagues have read this story under your name, so it cannot lose it. Delete it and tell another one without your name.",
      },
    })
    .input(z.strictObject({ id, version, text: storyText }))
    .output(storyShape),
  deleteStory: keys
    .route({ method: "DELETE", path: "/stories/{id}", summary: "Delete a story I told, with its conversation" })
    .input(ofStory)
    .output(z.object({ deleted: z.boolean() })),
  markHelped: keys
    .route({ method: "PUT", path: "/stories/{id}/helped", summary: "Say that a story helped; it counts once a person" })
    .input(z.strictObject({ id, helped: z.boolean() }))
    .output(z.object({ helped: z.number().int() })),
  saveComment: keys
    .route({
      method: "PUT",
      path: "/stories/{storyId}/comments/{id}",
      summary: "Comment on a story, or change my comment",
    })
    .errors({ TOO_MANY_COMMENTS: { status: 422, message: "This story has 500 comments, which is all it can hold." } })
    .input(
      z.strictObject({
        storyId: id,
        id,
        version: version.default(0),
        body: z.string().trim().min(1).max(4000),
        anonymous: z.boolean(),
      }),
    )
    .output(storyShape),
  deleteComment: keys
    .route({ method: "DELETE", path: "/stories/{storyId}/comments/{id}", summary: "Delete a comment of mine" })
    .input(ofComment)
    .output(storyShape),
  takeDown: signedIn
    .route({
      method: "POST",
      path: "/stories/{storyId}/take-down",
      summary: "Take a story or a comment out of sight; whoever wrote it sees why",
    })
    .input(judged.extend({ why: z.string().trim().min(1).max(1000) }))
    .output(storyShape),
  putBack: signedIn
    .route({ method: "POST", path: "/stories/{storyId}/put-back", summary: "Bring back what was taken down" })
    .input(judged)
    .output(storyShape),
};
