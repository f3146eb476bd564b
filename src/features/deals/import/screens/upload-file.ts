import type { ImportKind } from "../contract.ts";

/**
 * Sends a file as it is, streamed by the browser, and says how far it got (0 to 1). Resolves with null when the server
 * has all of it, else with what the server says.
 */
export function uploadFile(
  id: string,
  file: File,
  kind: ImportKind | null,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name, ...(kind ? { kind } : {}) });
    request.open("PUT", `/api/imports/${id}/file?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => resolve(request.status < 300 ? null : sentenceOf(request.responseText));
    request.onerror = () =>
      resolve("The connection was lost while sending the file. Nothing was imported; drop the file again.");
    request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function sentenceOf(answer: string): string {
  try {
    const problem: unknown = JSON.parse(answer);
    if (typeof problem === "object" && problem && "detail" in problem && typeof problem.detail === "string")
      return problem.detail;
  } catch {
    // Not a problem of ours; the sentence below says what can be said.
  }
  return "The file could not be taken. Nothing was imported; try again.";
}
