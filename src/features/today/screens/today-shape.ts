import type { InferContractRouterOutputs } from "@orpc/contract";
import type { todayContract } from "../contract.ts";

export type TodayShape = InferContractRouterOutputs<typeof todayContract>["showToday"];
