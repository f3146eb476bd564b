/** The same link under the name by which a browser hands it to the calendar program. */
export const webcalOf = (link: string): string => link.replace(/^https?:/, "webcal:");

/** Whether nobody outside this machine can ask it under this name. */
export const isOnThisMachineOnly = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
