import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { apiOf } from "../../../../platform/browser/api.ts";
import type { importContract } from "../contract.ts";
import { uploadFile } from "./upload-file.ts";

const imports = apiOf<typeof importContract>("imports");

type Sending = { name: string; share: number; place: number; outOf: number };

/** Sends files one after the other; a file that is refused does not hold up the next. `onSent` gets the ids of those taken. */
export function useSendFiles(onSent: (ids: string[]) => void) {
  const known = useQueryClient();
  const [sending, setSending] = useState<Sending | null>(null);
  const [refusals, setRefusals] = useState<{ name: string; said: string }[]>([]);
  const stop = useRef<AbortController | null>(null);

  const send = async (files: File[]) => {
    const abort = new AbortController();
    stop.current = abort;
    const taken: string[] = [];
    setRefusals([]);
    try {
      for (const [index, file] of files.entries()) {
        const now = { name: file.name, place: index + 1, outOf: files.length };
        const id = crypto.randomUUID();
        setSending({ ...now, share: 0 });
        const said = await uploadFile(id, file, null, (share) => setSending({ ...now, share }), abort.signal);
        if (said) setRefusals((before) => [...before, { name: file.name, said }]);
        else taken.push(id);
      }
    } catch {
      // Cancelled by the person; what was sent before stays and waits for them.
      taken.length = 0;
    } finally {
      setSending(null);
      await known.invalidateQueries({ queryKey: imports.listImports.key() });
    }
    onSent(taken.length === files.length ? taken : []);
  };
  return { sending, refusals, send, stop: () => stop.current?.abort() };
}
