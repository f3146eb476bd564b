import { apiOf } from "../../../platform/browser/api.ts";
import type { meetingsContract } from "../contract.ts";

export const meetings = apiOf<typeof meetingsContract>("meetings");
