import type { MailContent } from "./mail-content.ts";

export type LaidOut = { text: string; html: string };
/** Where a mail's links lead: the program's own address, and the page that ends such mails for this reader. */
export type MailLinks = { publicUrl: string; unsubscribe: string; settings: string };

/** The one text of a mail, as plain text and as HTML. Nothing is fetched from anywhere when it is opened. */
export function layOutMail(content: MailContent, links: MailLinks): LaidOut {
  return { text: asText(content, links), html: asHtml(content, links) };
}

const lineLength = 72;

function asText(content: MailContent, links: MailLinks): string {
  const url = (href: string) => `${links.publicUrl}${href}`;
  const parts = [content.title, underline(content.title), "", wrapped(content.lead)];
  for (const { heading, items, more } of content.sections) {
    parts.push("", heading, underline(heading));
    for (const { text, detail, href } of items) {
      parts.push("", wrapped(text, "- ", "  "));
      if (detail) parts.push(wrapped(detail, "  ", "  "));
      if (href) parts.push(`  ${url(href)}`);
    }
    if (more) parts.push("", `${more.label}: ${url(more.href)}`);
  }
  if (content.action) parts.push("", `${content.action.label}:`, url(content.action.href));
  // The line by which mail programs know where the message itself ends.
  parts.push("", "-- ", wrapped(content.because), `Change this: ${links.settings}`, `Stop these: ${links.unsubscribe}`);
  return `${parts.join("\n")}\n`;
}

const underline = (heading: string) => "-".repeat(Math.min(lineLength, [...heading].length));

/** Broken between words; a word longer than a line stays whole. */
export function wrapped(text: string, first = "", rest = ""): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    if (!isEmpty && line.length + 1 + word.length > lineLength) {
      lines.push(line);
      line = rest + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
    isEmpty = false;
  }
  return [...lines, line].join("\n");
}

/** The program's colours, light; the names are those by which the dark ones below take their place. */
export const light = {
  page: "#fbfaf8",
  card: "#ffffff",
  ink: "#262320",
  ink2: "#57524b",
  line: "#e9e6e1",
  accent: "#0f6963",
};
export const dark = {
  page: "#1b1a18",
  card: "#22201d",
  ink: "#edeae5",
  ink2: "#cfcac2",
  line: "#35322e",
  accent: "#7cbdb6",
};
export const onAccent = { light: "#ffffff", dark: "#1b1a18" };
export const font = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * Styles stand on each element, because many mail programs drop all others. The few rules in the head only turn the colours
 * round where somebody reads in the dark; without them it reads well on any ground it is put on.
 */
function asHtml(content: MailContent, links: MailLinks): string {
  const url = (href: string) => escaped(`${links.publicUrl}${href}`);
  const link = (href: string, label: string, weight = 400) =>
    `<a class="a" href="${href}" style="color:${light.accent};font-weight:${weight};text-decoration:underline">${escaped(label)}</a>`;
  const sections = content.sections.map(
    ({ heading, items, more }) => `
<h2 class="i" style="margin:28px 0 4px;color:${light.ink};font-size:16px;line-height:22px;font-weight:600">${escaped(heading)}</h2>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse">${items
      .map(
        ({ text, detail, href }) => `
<tr><td class="i l" style="padding:10px 0;border-bottom:1px solid ${light.line};color:${light.ink};font-size:15px;line-height:22px">${
          href ? link(url(href), text, 600) : `<span style="font-weight:600">${escaped(text)}</span>`
        }${detail ? `<br><span class="s" style="color:${light.ink2};font-size:14px">${escaped(detail)}</span>` : ""}</td></tr>`,
      )
      .join("")}
</table>${more ? `\n<p style="margin:10px 0 0;font-size:14px;line-height:22px">${link(url(more.href), more.label)}</p>` : ""}`,
  );
  const action =
    content.action &&
    `<p style="margin:28px 0 0"><a class="b" href="${url(content.action.href)}" style="display:inline-block;padding:11px 18px;border-radius:6px;background-color:${light.accent};color:${onAccent.light};font-size:15px;line-height:20px;font-weight:600;text-decoration:none">${escaped(content.action.label)}</a></p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(content.title)}</title>
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.p{background-color:${dark.page}!important}
.c{background-color:${dark.card}!important;border-color:${dark.line}!important}
.i{color:${dark.ink}!important}
.s{color:${dark.ink2}!important}
.l{border-color:${dark.line}!important}
.a{color:${dark.accent}!important}
.b{background-color:${dark.accent}!important;color:${onAccent.dark}!important}
}
</style>
</head>
<body class="p" style="margin:0;padding:0;background-color:${light.page}">
<div role="main">
<table role="presentation" class="p" width="100%" cellpadding="0" cellspacing="0" style="background-color:${light.page};${font}">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
<tr><td class="s" style="padding:0 4px 12px;color:${light.ink2};font-size:14px;line-height:20px;font-weight:600">Comeback</td></tr>
<tr><td class="c" style="padding:28px 24px 30px;border:1px solid ${light.line};border-radius:10px;background-color:${light.card}">
<h1 class="i" style="margin:0;color:${light.ink};font-size:22px;line-height:30px;font-weight:600">${escaped(content.title)}</h1>
<p class="s" style="margin:8px 0 0;color:${light.ink2};font-size:15px;line-height:23px">${escaped(content.lead)}</p>${sections.join("")}
${action ?? ""}
</td></tr>
<tr><td class="s" style="padding:16px 4px 0;color:${light.ink2};font-size:13px;line-height:20px">${escaped(content.because)}<br>
${link(escaped(links.settings), "Change what you get")} · ${link(escaped(links.unsubscribe), "Stop these mails")}</td></tr>
</table>
</td></tr>
</table>
</div>
</body>
</html>
`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
