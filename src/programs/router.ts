import { Hono } from "hono";
import { createTeamApi } from "../features/team/api.ts";
import type { SignedInRoutes } from "../platform/http/web-app.ts";
import type { Installation } from "./open-installation.ts";

/** Every feature's part of the API, joined in the order of src/contract.ts. */
export function createRouter() {
  return {
    team: createTeamApi({ furnish: async () => {} }),
  };
}

/** Plain routes of features: uploads and files. */
export function createSignedInRoutes(_installation: Pick<Installation, "db" | "pool">): Hono<SignedInRoutes> {
  return new Hono<SignedInRoutes>();
}
