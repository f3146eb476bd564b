import { implement } from "@orpc/server";
import { z } from "zod";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { ownersRead } from "../deals/debrief-sharing/access.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { asShared } from "./access.ts";
import { endCommitment } from "./commitments/end-commitment.ts";
import { saveCommitment } from "./commitments/save-commitment.ts";
import { listCommitments } from "./commitments/store.ts";
import { pipelineCheckContract } from "./contract.ts";
import { listCheckedDeals } from "./list-checked-deals.ts";
import { createTask } from "./repair-tasks/create-task.ts";
import { dropTask } from "./repair-tasks/drop-task.ts";
import { finishTask } from "./repair-tasks/finish-task.ts";
import { listTasks } from "./repair-tasks/store.ts";
import { showCheck } from "./show-check.ts";

const placeOfTask = z.strictObject({ dueOn: z.iso.date(), id: z.uuid() });
const placeOfCommitment = z.strictObject({ madeAt: z.iso.datetime(), id: z.uuid() });

const api = implement(pipelineCheckContract).$context<RequestContext>().use(refusals).use(requireSession);

export const pipelineCheckApi = api.router({
  showCheck: api.showCheck.handler(({ context, input }) => showCheck(context, input)),
  listCheckedDeals: api.listCheckedDeals.handler(({ context, input }) => listCheckedDeals(context, input)),
  listCommitments: api.listCommitments.handler(async ({ context: { db, session }, input }) => {
    const { memberId, ended, limit } = input;
    const visible = await findVisibleOwners(db, session);
    const after = input.after ? decodePlace(input.after, placeOfCommitment) : null;
    const reader = await findDebriefReader(db, session);
    const filter = { memberId, ended, after, limit: limit + 1 };
    const promises = await listCommitments(db, session.workspace, ownersRead(reader, visible), filter);
    const { rows, next } = pageFrom(promises, limit, ({ madeAt, id }) => ({ madeAt, id }));
    return { rows: rows.map((promise) => asShared(reader, promise)), next };
  }),
  saveCommitment: api.saveCommitment.handler(({ context, input }) => saveCommitment(context, input)),
  endCommitment: api.endCommitment.handler(({ context, input }) => endCommitment(context, input)),
  listTasks: api.listTasks.handler(async ({ context: { db, session }, input }) => {
    const { after, limit, ...filter } = input;
    const visible = await findVisibleOwners(db, session);
    const page = { after: after ? decodePlace(after, placeOfTask) : null, limit: limit + 1 };
    const rows = await listTasks(db, session.workspace, { ...filter, visible }, page);
    return pageFrom(rows, limit, ({ dueOn, id }) => ({ dueOn, id }));
  }),
  createTask: api.createTask.handler(({ context, input }) => createTask(context, input)),
  finishTask: api.finishTask.handler(({ context, input }) => finishTask(context, input)),
  dropTask: api.dropTask.handler(({ context, input }) => dropTask(context, input)),
});
