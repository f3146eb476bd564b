import { createInterface } from "node:readline/promises";

/** From COMEBACK_PASSWORD, a pipe, or the terminal; never from the command line, where every program could read it. */
export async function askPassword(): Promise<string> {
  if (process.env.COMEBACK_PASSWORD) return process.env.COMEBACK_PASSWORD;
  const terminal = process.stdin.isTTY;
  const lines = createInterface({ input: process.stdin, output: terminal ? process.stderr : undefined });
  try {
    return await lines.question(terminal ? "Password (at least 10 characters, shown as you type): " : "");
  } finally {
    lines.close();
  }
}
