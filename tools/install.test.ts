import { expect, test } from "vitest";
import { whyNpmFailed } from "./install.mjs";

// What npm 11 prints, cut to the lines that matter.
test.each([
  [
    "npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org/zod failed",
    "registry cannot be reached",
  ],
  ["npm error code EAI_AGAIN\nnpm error syscall getaddrinfo", "registry cannot be reached"],
  ["npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write", "disk is full"],
  [
    "npm error code EACCES\nnpm error path /srv/comeback/node_modules\nnpm error Error: EACCES: permission denied",
    "No permission",
  ],
  [
    "npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json",
    "does not fit package.json",
  ],
  ["npm error code E403\nnpm error 403 403 Forbidden - GET https://registry.npmjs.org/zod", "refuses this machine"],
  ["npm error code SELF_SIGNED_CERT_IN_CHAIN", "certificate"],
])("%j is told in one line: %s", (output, line) => {
  expect(whyNpmFailed(output)).toContain(line);
  expect(whyNpmFailed(output)).not.toContain("\n");
});

test("what npm says otherwise is shown as it is", () => {
  expect(whyNpmFailed("npm error code EINTEGRITY")).toContain("npm error code EINTEGRITY");
});
