import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDataFolder } from "./data-folder.ts";
import { keepServer } from "./keep-server.ts";
import { canReach, chooseServerUser } from "./server-user.ts";
import { isAlive, query, serverPid, stageInstallation, until } from "./test-stage.ts";

let stage: ReturnType<typeof stageInstallation>;
beforeAll(() => {
  stage = stageInstallation();
});
afterAll(() => stage.remove());

const wishes = { throwAway: false, log: () => {} };

// The watchdog runs as the server's user, who must get at Node; on Windows all is one user.
describe.runIf(canReach(chooseServerUser([]), [dirname(process.execPath)]))(
  "the way of Windows, on this system",
  () => {
    test("two users share a server that asks for its password, and it stops with the last of them", async () => {
      const dataFolder = stage.newDataFolder();
      const first = await keepServer(openDataFolder(dataFolder, "loopback"), wishes);
      const second = await keepServer(openDataFolder(dataFolder, "loopback"), wishes);
      expect([first.adopted, second.adopted]).toEqual([false, true]);
      expect(first.connection.host).toBe("127.0.0.1");
      expect(second.connection).toEqual(first.connection);
      await expect(query({ ...first.connection, password: "guessed" }, "select 1")).rejects.toThrow(/password/);
      await query(first.connection, "create table kept as select 1 as one");
      const pid = serverPid(dataFolder);
      await first.stop();
      expect(await query(second.connection, "select one from kept")).toEqual([{ one: 1 }]);
      await second.stop();
      expect(isAlive(pid)).toBe(false);

      const again = await keepServer(openDataFolder(dataFolder, "loopback"), wishes);
      expect(await query(again.connection, "select one from kept")).toEqual([{ one: 1 }]);
      await again.stop();
    });

    test("a program that is killed takes its server with it", async () => {
      const dataFolder = stage.newDataFolder();
      const program = stage.run(dataFolder, { env: { REACHED_BY: "loopback" } });
      await program.started();
      const pid = serverPid(dataFolder);
      await program.kill();
      await until(() => !isAlive(pid), 2_000);
    });
  },
);
