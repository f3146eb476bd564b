import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultDataFolder } from "./start-embedded-postgres.ts";

test("the data live where the person says, else where the platform keeps such things", () => {
  expect(defaultDataFolder({ COMEBACK_DATA: "/srv/comeback", HOME: "/home/ann" }, "linux", 0)).toBe("/srv/comeback");
  expect(defaultDataFolder({ COMEBACK_DATA: "here" }, "linux", 1000)).toBe(join(process.cwd(), "here"));
  expect(defaultDataFolder({ HOME: "/root" }, "linux", 0)).toBe("/var/lib/comeback");
  expect(defaultDataFolder({ HOME: "/home/ann" }, "linux", 1000)).toBe("/home/ann/.local/share/comeback");
  expect(defaultDataFolder({ HOME: "/home/ann", XDG_DATA_HOME: "/data/ann" }, "linux", 1000)).toBe(
    "/data/ann/comeback",
  );
  expect(defaultDataFolder({ HOME: "/home/ann", XDG_DATA_HOME: "not/absolute" }, "linux", 1000)).toBe(
    "/home/ann/.local/share/comeback",
  );
  expect(defaultDataFolder({ HOME: "/Users/ann" }, "darwin", 501)).toBe(
    "/Users/ann/Library/Application Support/Comeback",
  );
  expect(defaultDataFolder({ LOCALAPPDATA: "C:\\Users\\ann\\AppData\\Local" }, "win32", undefined)).toBe(
    "C:\\Users\\ann\\AppData\\Local\\Comeback",
  );
});
