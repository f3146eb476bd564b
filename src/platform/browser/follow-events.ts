/** One message, as the server numbered it; null: it stands outside the count ("begin again"). */
export type HeardEvent = { number: number | null; kind: string; data: unknown };

/** "live": what happens is heard at once; "away": it will be, when the connection is back. */
export type Hearing = "connecting" | "live" | "away";

type Following = {
  /** Where what happened after this number is told, and goes on being told (server-sent events). */
  address: (after: number) => string;
  after: number;
  /** What came together, in its order, nothing twice. */
  onEvents: (events: readonly HeardEvent[]) => void;
  onHearing: (hearing: Hearing) => void;
  /** It may not be heard (any more): signed out, gone, not theirs. Nothing is tried again. */
  onRefused: (status: number) => void;
  /** From 0 to 1, so that a room full of phones does not come back in the same instant. */
  dice?: () => number;
  silenceMs?: number;
  firstPauseMs?: number;
};

const longestPauseMs = 10_000;

/**
 * Hears what happens on the server for as long as the page is open. After a lost connection, a sleeping phone or a server's
 * restart it goes on after the last message it heard. It asks by fetch and not by EventSource, which tells neither a refusal nor
 * that the line has gone quiet.
 */
export function followEvents(following: Following): () => void {
  const { address, onEvents, onHearing, onRefused, dice = Math.random } = following;
  const { silenceMs = 45_000, firstPauseMs = 500 } = following;
  let last = following.after;
  let ended = false;
  let failures = 0;
  let heardAt = 0;
  let line: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = async () => {
    clearTimeout(timer);
    line?.abort();
    const own = new AbortController();
    line = own;
    heardAt = Date.now();
    timer = setTimeout(watch, silenceMs);
    const isOver = () => ended || line !== own;
    try {
      const answer = await fetch(address(last), { headers: { Accept: "text/event-stream" }, signal: own.signal });
      if (isOver()) return;
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 408) {
        end();
        onRefused(answer.status);
        return;
      }
      if (!answer.ok || !answer.body) throw new Error(`The server answered ${answer.status}.`);
      onHearing("live");
      for await (const frames of readFrames(answer.body)) {
        if (isOver()) return;
        heardAt = Date.now();
        failures = 0;
        take(frames);
      }
    } catch {
      // A line that broke and one that ended are the same: it is opened again.
    }
    if (!isOver()) again();
  };

  const take = (frames: readonly HeardEvent[]) => {
    const fresh = frames.filter(({ number }) => {
      if (number !== null && number <= last) return false;
      last = number ?? last;
      return true;
    });
    if (fresh.length > 0) onEvents(fresh);
  };

  const again = () => {
    line?.abort();
    onHearing("away");
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** failures) * (0.5 + dice());
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void open(), pause);
  };

  /** The server says at least that it is there; a line that says nothing is none, whatever the browser believes. */
  const watch = () => {
    const quietFor = Date.now() - heardAt;
    if (quietFor >= silenceMs) again();
    else timer = setTimeout(watch, silenceMs - quietFor);
  };

  /** Somebody looks again, or the network changed: what a sleep broke is not waited for. */
  const wake = () => {
    if (ended || document.visibilityState === "hidden") return;
    if (Date.now() - heardAt < silenceMs / 4 && failures === 0) return;
    reopen();
  };
  const reopen = () => {
    failures = 0;
    if (!ended) void open();
  };

  const end = () => {
    ended = true;
    clearTimeout(timer);
    line?.abort();
    if (typeof document === "undefined") return;
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("pageshow", wake);
    window.removeEventListener("online", reopen);
    window.removeEventListener("offline", reopen);
  };

  if (typeof document !== "undefined") {
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("pageshow", wake);
    window.addEventListener("online", reopen);
    window.addEventListener("offline", reopen);
  }
  onHearing("connecting");
  void open();
  return end;
}

/** What arrived, message by message, as far as it is whole; an empty list where nothing was said but that the line lives. */
async function* readFrames(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<HeardEvent[]> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split(/\r?\n\r?\n/);
      rest = parts.pop() ?? "";
      yield parts.flatMap((part) => readFrame(part) ?? []);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

function readFrame(frame: string): HeardEvent | undefined {
  let number: number | null = null;
  let kind = "message";
  const data: string[] = [];
  for (const line of frame.split(/\r?\n/)) {
    const [, field, value = ""] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (field === "id" && /^\d+$/.test(value)) number = Number(value);
    else if (field === "event") kind = value;
    else if (field === "data") data.push(value);
  }
  if (data.length === 0) return undefined;
  const words = data.join("\n");
  return { number, kind, data: words === "" ? null : JSON.parse(words) };
}
