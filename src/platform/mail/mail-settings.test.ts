import { expect, test } from "vitest";
import { readConfig } from "../config.ts";
import { layOutMail } from "./lay-out-mail.ts";
import { mailContent } from "./mail-content.ts";
import { attemptOf } from "./send-mail.ts";

test("the mail server is read from one address, its password as it is meant", () => {
  const given = { SMTP_URL: "smtps://post%40fuller:p%3A%2Fss@mail.example.com", MAIL_FROM: "Comeback <c@example.com>" };
  expect(readConfig(given).mail).toEqual({
    ...{ host: "mail.example.com", port: 465, secure: true, user: "post@fuller", password: "p:/ss" },
    from: { name: "Comeback", address: "c@example.com" },
  });
  expect(readConfig({ SMTP_URL: "smtp://[::1]:2525", MAIL_FROM: "c@example.com" }).mail).toMatchObject({
    ...{ host: "::1", port: 2525, secure: false, user: null, password: null },
  });
  expect(readConfig({}).mail).toBeNull();
});

test("links lead to PUBLIC_URL, else to where the program listens", () => {
  expect(readConfig({ PUBLIC_URL: "https://comeback.example.com/" }).publicUrl).toBe("https://comeback.example.com");
  expect(readConfig({ PORT: "5000" }).publicUrl).toBe("http://127.0.0.1:5000");
  expect(readConfig({ HOST: "::" }).publicUrl).toBe("http://127.0.0.1:4870");
  expect(readConfig({ HOST: "::1" }).publicUrl).toBe("http://[::1]:4870");
});

test("a setting that is wrong is named, and a password in it is never repeated", () => {
  const wrong = [
    { SMTP_URL: "http://user:hunter2@mail.example.com" },
    { SMTP_URL: "smtp://user:hunter2@mail.example.com/inbox" },
    { SMTP_URL: "smtp://user:hunter2@" },
    { DATABASE_URL: "mysql://user:hunter2@host/db" },
    { PUBLIC_URL: "https://user:hunter2@comeback.example.com" },
    { MAIL_FROM: "c@example.com\r\nBcc: eve@evil.example" },
    { MAIL_FROM: "a@example.com, b@example.com" },
    { SMTP_URL: "smtp://mail.example.com" },
  ];
  for (const each of wrong) {
    const name = Object.keys(each)[0] ?? "";
    expect(() => readConfig(each), name).toThrow(name);
    expect(() => readConfig(each), name).not.toThrow(/hunter2/);
  }
});

const failure = (fields: object) => attemptOf(Object.assign(new Error("It failed"), fields), "mail.example.com:587");

test.each([
  ["no such mailbox", { code: "EENVELOPE", responseCode: 550, command: "RCPT TO", response: "550 no" }, "refused"],
  ["a mailbox that is full for now", { code: "EENVELOPE", responseCode: 452, command: "RCPT TO" }, "later"],
  ["content refused", { code: "EMESSAGE", responseCode: 554, command: "DATA" }, "refused"],
  ["a sign-in refused: the setting is wrong, not the mail", { code: "EAUTH", responseCode: 535 }, "later, all"],
  ["a server that closes", { code: "ECONNECTION", responseCode: 421, command: "CONN" }, "later, all"],
  ["nothing there", { code: "ECONNECTION", originalCode: "ECONNREFUSED", syscall: "connect" }, "later, all"],
  ["a name nobody knows", { code: "EDNS", originalCode: "ENOTFOUND" }, "later, all"],
  ["silence at the greeting", { code: "ETIMEDOUT", timeoutType: "GREETING_TIMEOUT", command: "CONN" }, "later, all"],
  ["silence after the mail", { code: "ETIMEDOUT", timeoutType: "SOCKET_TIMEOUT", command: "CONN" }, "in doubt"],
  ["a line that broke", { code: "ECONNECTION", command: "CONN" }, "in doubt"],
  ["an attempt that took too long", { code: "EABORT" }, "in doubt"],
] as const)("%s", (_what, fields, wanted) => {
  const attempt = failure(fields);
  const told =
    attempt.kind !== "later"
      ? attempt.kind
      : attempt.inDoubt
        ? "in doubt"
        : attempt.serverTrouble
          ? "later, all"
          : "later";
  expect(told).toBe(wanted);
});

test("links in a mail lead into the program only, and its text stays within 72 characters", () => {
  const item = (href: string) => ({ text: "word ".repeat(40), detail: null, href });
  const mail = (href: string) => ({
    ...{ title: "T", lead: "word ".repeat(60), action: null, because: "b" },
    sections: [{ heading: "H", items: [item(href)], more: null }],
  });
  for (const href of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    '/"onclick="x',
  ])
    expect(mailContent.safeParse(mail(href)).success, href).toBe(href.startsWith('/"'));
  const content = mailContent.parse(mail('/"onclick="x'));
  const links = { publicUrl: "https://c.example", unsubscribe: "https://c.example/u", settings: "https://c.example/s" };
  const { text, html } = layOutMail(content, links);
  expect(html).toContain('href="https://c.example/&quot;onclick=&quot;x"');
  expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(72);
});
