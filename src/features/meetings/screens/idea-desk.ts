import { told } from "../../../platform/browser/api.ts";
import { openSharedText, type Selection, type SharedText } from "../../../platform/shared-text.ts";

/** How it stands with what one typed: on the server, on its way, waiting for a connection, or not taken, with the reason. */
export type Kept = { kind: "saved" | "saving" | "waiting" } | { kind: "refused"; title: string };

export type DeskIdea = {
  id: string;
  topicId: string | null;
  words: string;
  kept: Kept;
  /** Begun here: it is one's own, also before the server knows of it. */
  isBegun: boolean;
};

/** Where typed words wait until the server has them: the browser's storage, or nothing where that is switched off. */
export type Drawer = { read: () => string | null; write: (kept: string | null) => void };

type Port = {
  write: (idea: { id: string; topicId: string | null; update: string }) => Promise<unknown>;
  drawer: Drawer;
  pauseMs?: number;
};

type Open = {
  text: SharedText;
  topicId: string | null;
  kept: Kept;
  isBegun: boolean;
  failures: number;
  isSending: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** The field it is written in, while it stands on the screen. */
  field: HTMLTextAreaElement | null;
  /** Where its cursor goes when what somebody else typed is shown. */
  cursor: Selection | null;
  isComposing: boolean;
  held: string[];
};

const longestPauseMs = 8_000;
const isOutOfReach = (status: number) => status === 0 || status === 401 || status === 429 || status >= 500;

/**
 * What one person writes in a meeting. Each letter is kept on the device before it is sent and until the server has it, so that a
 * lost connection, a reload or a sleeping phone loses none; what others type into the same idea is joined with it.
 */
export function openDesk({ write, drawer, pauseMs = 150 }: Port) {
  const open = new Map<string, Open>();
  const listeners = new Set<() => void>();
  let shown: readonly DeskIdea[] = [];

  const tell = () => {
    shown = [...open].map(([id, { topicId, text, kept, isBegun }]) => ({
      ...{ id, topicId, words: text.words(), kept, isBegun },
    }));
    for (const listener of listeners) listener();
  };
  const keep = () => {
    const unsaved = [...open].filter(([, { kept }]) => kept.kind !== "saved");
    const kept = unsaved.map(([id, { topicId, text, isBegun }]) => ({ id, topicId, isBegun, state: text.keep() }));
    drawer.write(kept.length === 0 ? null : JSON.stringify(kept));
  };
  const put = (id: string, topicId: string | null, text: SharedText, kept: Kept, isBegun: boolean): Open => {
    const idea: Open = {
      ...{ text, topicId, kept, isBegun, failures: 0, isSending: false, timer: undefined },
      ...{ field: null, cursor: null, isComposing: false, held: [] },
    };
    open.set(id, idea);
    return idea;
  };

  const sendSoon = (id: string, idea: Open, ms: number) => {
    clearTimeout(idea.timer);
    idea.timer = setTimeout(() => void send(id, idea), ms);
  };
  const send = async (id: string, idea: Open): Promise<void> => {
    clearTimeout(idea.timer);
    if (idea.isSending || idea.kept.kind === "refused") return;
    const unsaved = idea.text.unsaved();
    if (!unsaved) return;
    idea.isSending = true;
    try {
      await write({ id, topicId: idea.topicId, update: unsaved.update });
      idea.text.acknowledge(unsaved.mark);
      idea.failures = 0;
      idea.kept = idea.text.unsaved() ? { kind: "saving" } : { kind: "saved" };
      if (idea.kept.kind === "saving") sendSoon(id, idea, pauseMs);
    } catch (error) {
      const { status, title } = told(error);
      if (isOutOfReach(status)) {
        idea.kept = { kind: "waiting" };
        sendSoon(id, idea, Math.min(longestPauseMs, 1000 * 2 ** idea.failures));
        idea.failures += 1;
      } else idea.kept = { kind: "refused", title };
    }
    idea.isSending = false;
    keep();
    tell();
  };

  const receive = (idea: Open, updates: readonly string[]) => {
    const { field } = idea;
    for (const update of updates) {
      const before = idea.text.words();
      const selection = idea.cursor ?? (field && { from: field.selectionStart, to: field.selectionEnd });
      const moved = idea.text.receive(update, selection ?? undefined);
      // What I typed myself comes back as well: it moves nothing.
      if (field && idea.text.words() !== before) idea.cursor = moved;
    }
  };

  for (const { id, topicId, state, isBegun } of readDrawer(drawer.read())) {
    sendSoon(id, put(id, topicId, openSharedText(state, { isSaved: false }), { kind: "waiting" }, isBegun), 0);
  }
  tell();

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ideas: () => shown,
    has: (id: string) => open.has(id),
    /** A thought of one's own; the server hears of it with its first letter. */
    begin: (id: string, topicId: string | null) => {
      put(id, topicId, openSharedText(null, { isSaved: true }), { kind: "saved" }, true);
      tell();
    },
    /** To write in an idea that is there: what was kept on this device is joined with it. */
    open: (id: string, topicId: string | null, state: string) => {
      const known = open.get(id);
      if (known) receive(known, [state]);
      else put(id, topicId, openSharedText(state, { isSaved: true }), { kind: "saved" }, false);
      tell();
    },
    type: (id: string, words: string) => {
      const idea = open.get(id);
      if (!idea) return;
      idea.text.type(words);
      idea.cursor = null;
      if (!idea.text.unsaved()) return;
      if (idea.kept.kind !== "waiting") idea.kept = { kind: "saving" };
      keep();
      tell();
      if (!idea.isSending) sendSoon(id, idea, idea.failures > 0 ? 1000 : pauseMs);
    },
    /** What the server told of ideas: what others typed into those that are open here. */
    hear: (ideas: readonly { id: string; update?: string | undefined }[]) => {
      let any = false;
      for (const { id, update } of ideas) {
        const idea = open.get(id);
        if (!idea || update === undefined) continue;
        // A half-written letter (accents, Chinese) would be torn apart; what came waits until it is whole.
        if (idea.isComposing) idea.held.push(update);
        else {
          receive(idea, [update]);
          any = true;
        }
      }
      if (any) tell();
    },
    compose: (id: string, isComposing: boolean) => {
      const idea = open.get(id);
      if (!idea) return;
      idea.isComposing = isComposing;
      if (isComposing || idea.held.length === 0) return;
      receive(idea, idea.held.splice(0));
      tell();
    },
    attach: (id: string, field: HTMLTextAreaElement | null) => {
      const idea = open.get(id);
      if (idea) idea.field = field;
    },
    /** Where the cursor belongs after what others typed was shown; told once. */
    takeCursor: (id: string): Selection | null => {
      const idea = open.get(id);
      const cursor = idea?.cursor ?? null;
      if (idea) idea.cursor = null;
      return cursor;
    },
    /** It is not written in here any more; what waits is sent all the same. */
    close: (id: string) => {
      const idea = open.get(id);
      if (!idea || (idea.kept.kind !== "saved" && idea.kept.kind !== "refused")) return;
      open.delete(id);
      keep();
      tell();
    },
    /** What never got into the meeting is given up by whoever wrote it. */
    discard: (id: string) => {
      clearTimeout(open.get(id)?.timer);
      open.delete(id);
      keep();
      tell();
    },
    /** The connection is back, or a round is open again: nothing waits for its pause. */
    sendAll: () => {
      for (const [id, idea] of open) {
        if (idea.kept.kind === "refused") idea.kept = { kind: "waiting" };
        if (idea.kept.kind !== "saved") void send(id, idea);
      }
    },
    end: () => {
      for (const idea of open.values()) clearTimeout(idea.timer);
    },
  };
}
export type Desk = ReturnType<typeof openDesk>;

type KeptIdea = { id: string; topicId: string | null; isBegun: boolean; state: string };

function readDrawer(kept: string | null): KeptIdea[] {
  try {
    const read: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(read) ? read.filter(isKept) : [];
  } catch {
    return [];
  }
}

const isKept = (kept: unknown): kept is KeptIdea =>
  typeof kept === "object" &&
  kept !== null &&
  "id" in kept &&
  typeof kept.id === "string" &&
  "state" in kept &&
  typeof kept.state === "string" &&
  "isBegun" in kept &&
  typeof kept.isBegun === "boolean" &&
  "topicId" in kept &&
  (kept.topicId === null || typeof kept.topicId === "string");
