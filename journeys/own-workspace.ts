import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "playwright-core";
import { expect } from "vitest";

export const ada = {
  name: "Ada Okafor",
  email: "ada@example.com",
  password: "correct horse battery",
  workspaceName: "Northwind",
  timeZone: "Europe/Berlin",
  currency: "EUR",
};

/** The owner's account without a walk through its form, and its cookie in this browser's profile. */
export async function makeOwner(request: APIRequestContext): Promise<void> {
  expect((await request.post("/api/first-run", { data: ada })).ok(), "the owner is made").toBe(true);
  await signIn(request);
}

export async function signIn(request: APIRequestContext): Promise<void> {
  const { email, password } = ada;
  const answer = await request.post("/api/auth/sign-in/email", { data: { email, password } });
  expect(answer.ok(), "signed in").toBe(true);
}

export async function uploadFile(request: APIRequestContext, text: string, kind: string): Promise<string> {
  const id = randomUUID();
  const sent = await request.put(`/api/imports/${id}/file?name=${kind}.csv&kind=${kind}`, {
    headers: { "Content-Type": "application/octet-stream" },
    data: Buffer.from(text),
  });
  expect(sent.status(), await sent.text()).toBe(200);
  return id;
}

async function startImport(request: APIRequestContext, id: string): Promise<void> {
  const started = await request.post(`/api/imports/${id}/start`, { data: {} });
  expect(started.status(), await started.text()).toBe(200);
}

export async function showImport(request: APIRequestContext, id: string) {
  return (await request.get(`/api/imports/${id}`)).json();
}

/** Imports files through the API, one after the other, each to its end. */
export async function importFiles(request: APIRequestContext, files: Record<string, string>): Promise<void> {
  for (const [kind, text] of Object.entries(files)) {
    const id = await uploadFile(request, text, kind);
    await startImport(request, id);
    await expect.poll(async () => (await showImport(request, id)).state, { timeout: 30_000 }).toBe("done");
  }
}

/** The id of the only deal of this name. */
export async function findDeal(request: APIRequestContext, name: string): Promise<string> {
  const { rows } = await (await request.get(`/api/deals?search=${encodeURIComponent(name)}&limit=5`)).json();
  const found = rows.filter((deal: { name: string }) => deal.name === name);
  expect(found, `deals called ${name}`).toHaveLength(1);
  return found[0].id;
}
