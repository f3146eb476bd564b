import type { Acting } from "../../platform/http/acting.ts";
import { type DemoShape, demoShapeOf } from "./rules.ts";
import { findDemoLoad } from "./store.ts";

/** Whether the demo team is here, and how far it has come. */
export async function showDemo({ db, session, now }: Acting): Promise<DemoShape> {
  return demoShapeOf(await findDemoLoad(db, session.workspace), now);
}
