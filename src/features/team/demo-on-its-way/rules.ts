/** A load that was not heard of for as long is not going on any more: its program was ended. */
export const silentAfterMs = 120_000;
