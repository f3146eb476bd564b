import { readFileSync } from "node:fs";
import { createTransport } from "nodemailer";
import { z } from "zod";
import { layOutMail } from "../src/platform/mail/lay-out-mail.ts";

/** What nodemailer alone brings to the sink: the same mail, over as many connections, with nothing written down. */
const { port, mails, name, connections } = z
  .object({ port: z.number(), mails: z.number(), name: z.string(), connections: z.number() })
  .parse(JSON.parse(readFileSync(0, "utf8")));

const publicUrl = "https://comeback.team.example";
const content = {
  title: "Your filling block begins at 14:00",
  lead: "In 15 minutes, until 16:30. Close what else is open.",
  sections: [
    {
      heading: "What you aim at",
      items: [{ text: "2 referrals, 8 calls and 1 networking contact", detail: null, href: null }],
      more: null,
    },
  ],
  action: { label: "Open the block", href: "/comeback" },
  because: "You get this because you booked the block. You choose what you get under Settings, Mail.",
};
const links = {
  publicUrl,
  settings: `${publicUrl}/settings/mail`,
  unsubscribe: `${publicUrl}/unsubscribe/${"x".repeat(87)}`,
};
const transport = createTransport({
  pool: true,
  host: "127.0.0.1",
  port,
  maxConnections: connections,
  maxMessages: 200,
});
let next = 0;
const began = Date.now();
await Promise.all(
  Array.from({ length: connections }, async () => {
    while (next < mails) {
      const place = next;
      next += 1;
      await transport.sendMail({
        from: { name: "Comeback", address: "comeback@team.example" },
        to: { name: `Rep ${place}`, address: `rep${place}@team.example` },
        messageId: `<${name}-${place}@team.example>`,
        subject: content.title,
        ...layOutMail(content, links),
        headers: { "List-Unsubscribe": `<${links.unsubscribe}>`, "Auto-Submitted": "auto-generated" },
      });
    }
  }),
);
transport.close();
console.log(JSON.stringify({ began, ended: Date.now() }));
