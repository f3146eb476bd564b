import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import type { EffortKind, EffortResult } from "../filling-blocks/contract.ts";
import { resultNames } from "./block-words.ts";
import { recovery } from "./use-block.ts";

export type NewEffort = { id: string; kind: EffortKind; who: string; result: EffortResult; dealId: string | null };
export type WaitingEffort = NewEffort & { blockId: string; failed: boolean };

const placeOf = (blockId: string) => `comeback-efforts-${blockId}`;

/** What was logged and has not arrived, kept also over a reload. */
function waitingFor(blockId: string): WaitingEffort[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(placeOf(blockId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isWaiting).map((effort) => ({ ...effort, failed: true })) : [];
  } catch {
    return [];
  }
}

const isWaiting = (kept: unknown): kept is WaitingEffort =>
  typeof kept === "object" && kept !== null && "id" in kept && "blockId" in kept && "kind" in kept && "result" in kept;

function keep(blockId: string, waiting: readonly WaitingEffort[]) {
  try {
    if (waiting.length === 0) window.localStorage.removeItem(placeOf(blockId));
    else window.localStorage.setItem(placeOf(blockId), JSON.stringify(waiting));
  } catch {
    // Storage can be switched off; what waits then lasts as long as the page.
  }
}

/** Logs at once and never loses what was logged: it waits here until it has arrived, with the same id. */
export function useEfforts(blockId: string) {
  const known = useQueryClient();
  const [waiting, setWaiting] = useState(() => waitingFor(blockId));
  useEffect(() => keep(blockId, waiting), [blockId, waiting]);
  const without = (id: string) => setWaiting((before) => before.filter((one) => one.id !== id));

  const send = async ({ failed: _, ...effort }: WaitingEffort) => {
    setWaiting((before) => before.map((one) => (one.id === effort.id ? { ...one, failed: false } : one)));
    try {
      const page = await recovery.logEffort.call(effort);
      known.setQueryData(recovery.showBlock.queryKey({ input: { id: blockId } }), page);
      without(effort.id);
      const who = effort.who || "One more";
      showUndo(`${who}: ${resultNames[effort.result].toLowerCase()}.`, () => void remove(effort.id));
      await known.invalidateQueries({ queryKey: recovery.listNextCalls.key() });
    } catch (error) {
      const { code, title } = told(error);
      // What can never be logged does not wait for ever; everything else does.
      if (code === "BLOCK_NOT_RUNNING" || code === "NOT_FOUND") {
        without(effort.id);
        showNotice({ tone: "refused", message: title });
        await known.invalidateQueries({ queryKey: recovery.key() });
      } else setWaiting((before) => before.map((one) => (one.id === effort.id ? { ...one, failed: true } : one)));
    }
  };
  const remove = async (id: string) => {
    try {
      const page = await recovery.removeEffort.call({ blockId, id });
      known.setQueryData(recovery.showBlock.queryKey({ input: { id: blockId } }), page);
      await known.invalidateQueries({ queryKey: recovery.listNextCalls.key() });
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };
  const log = (effort: NewEffort) => {
    const one = { ...effort, blockId, failed: false };
    setWaiting((before) => [one, ...before]);
    void send(one);
  };
  const sendAgain = useEffectEvent(() => {
    for (const one of waiting) if (one.failed) void send(one);
  });
  useEffect(() => {
    sendAgain();
    const again = () => sendAgain();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, []);
  return { waiting, log, remove, sendAgain: () => waiting.forEach((one) => void (one.failed && send(one))) };
}
