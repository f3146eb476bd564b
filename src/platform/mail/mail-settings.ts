/** Where mail is handed over, as SMTP_URL and MAIL_FROM say. */
export type MailSettings = {
  host: string;
  port: number;
  /** Encrypted from the first byte, rather than from STARTTLS on. */
  secure: boolean;
  user: string | null;
  password: string | null;
  from: Address;
};
export type Address = { name: string; address: string };

/** One mailbox, written plainly: nothing in it could begin a second address or a second line. */
const mailbox = /^[^\s@<>(),:;"[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i;
export const isMailbox = (text: string): boolean => mailbox.test(text) && !text.includes("..");

/** `comeback@example.com` or `Comeback <comeback@example.com>`; null: neither. */
export function readAddress(text: string): Address | null {
  const named = /^(.{0,100}?)\s*<([^<>]+)>$/u.exec(text.trim());
  const address = named?.[2]?.trim() ?? text.trim();
  const name = named?.[1]?.trim().replace(/^"(.*)"$/, "$1") ?? "";
  return isMailbox(address) && !/[\p{Cc}"<>]/u.test(name) ? { name, address } : null;
}

/** `smtps://user:password@host:465`, or `smtp://…`, which is encrypted as soon as the server offers it; null: neither. */
export function readSmtpUrl(text: string): Omit<MailSettings, "from"> | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "") return null;
  if ((url.pathname !== "" && url.pathname !== "/") || url.search !== "" || url.hash !== "") return null;
  const secure = url.protocol === "smtps:";
  try {
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
      secure,
      user: url.username === "" ? null : decodeURIComponent(url.username),
      password: url.password === "" ? null : decodeURIComponent(url.password),
    };
  } catch {
    return null;
  }
}
