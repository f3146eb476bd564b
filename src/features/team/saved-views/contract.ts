import { z } from "zod";
import { id, pageOf, signedIn } from "../contract.ts";

/** A list, by its address. */
const place = z
  .string()
  .regex(/^\/[a-z/-]*$/)
  .max(100);

/** What one person keeps of one list, at most. */
export const mostViews = 50;

export const savedView = z.object({
  id,
  place,
  name: z.string(),
  /** The filter as the list's address says it: `status=lost&ownerId=…`. Empty: the list as it is. */
  search: z.string(),
  /** Everybody in the team sees its name and its filter; of the deals behind it, each sees their own. */
  isShared: z.boolean(),
  /** Null: it is mine. */
  madeByName: z.string().nullable(),
  mayRemove: z.boolean(),
});
export type SavedView = z.infer<typeof savedView>;

export const savedViewsContract = {
  listViews: signedIn
    .route({
      method: "GET",
      path: "/saved-views",
      summary: "Views of a list: mine, and those that colleagues share; by name",
    })
    .input(pageOf.extend({ place }))
    .output(z.object({ rows: z.array(savedView), next: z.string().nullable() })),
  saveView: signedIn
    .route({
      method: "PUT",
      path: "/saved-views/{id}",
      summary: "Keep a list as it is filtered, under a name; or name such a view anew",
      description: "The same id again changes that view. Only whoever made it may.",
    })
    .errors({
      NO_LIST: { status: 422, message: "There is no list at this address that saves as a view." },
      NAME_TAKEN: { status: 409, message: "You have a view of this name already. Give it another one." },
      TOO_MANY_VIEWS: { status: 409, message: `There is room for ${mostViews} views of a list. Remove one first.` },
    })
    .input(
      z.strictObject({
        id,
        place,
        name: z.string().trim().min(1).max(80),
        search: z.string().max(2000),
        isShared: z.boolean().default(false),
      }),
    )
    .output(savedView),
  removeView: signedIn
    .route({
      method: "DELETE",
      path: "/saved-views/{id}",
      summary: "Remove a view; saving it with its id brings it back",
      description: "One's own; admins remove shared ones, too.",
    })
    .input(z.strictObject({ id }))
    .output(z.object({ id })),
};
