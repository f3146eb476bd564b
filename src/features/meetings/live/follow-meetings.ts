import type { Database } from "../../../platform/database/database.ts";
import { isDatabaseAway } from "../../../platform/database/database-away.ts";
import type { Notifications } from "../../../platform/database/notifications.ts";
import type { Instant } from "../../../platform/dates.ts";
import { type EventStream, eventMessage } from "../../../platform/http/event-stream.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { findLastEvent, type KeptEvent, listEventsAfter, meetingsChannel } from "./store.ts";

/** News that comes within this time goes out together: nobody reads faster, and two hundred lines are written to at once. */
const paceMs = 100;
const mostAtOnce = 500;
/** How often everybody hears something, so that a line that broke is noticed; then it is also asked whether they still may. */
const usualBeatMs = 20_000;
const tryAgainMs = 500;
/** As many windows as somebody may have open in one meeting; the oldest goes. */
const mostLinesEach = 8;

type Follower = {
  memberId: string;
  stream: EventStream;
  /** Has all events up to this one. */
  at: number;
  mayStay: () => Promise<boolean>;
};

/** A meeting that somebody follows in this process. */
type Room = {
  workspace: WorkspaceId;
  meetingId: string;
  followers: Set<Follower>;
  /** With those who are still catching up; the oldest first. */
  lines: Set<Follower>;
  /** Everybody in `followers` has these. */
  sent: number;
  sentAt: Instant;
  timer: ReturnType<typeof setTimeout> | undefined;
  isReading: boolean;
  hasMore: boolean;
};

export type NewFollower = Omit<Follower, "at"> & { workspace: WorkspaceId; meetingId: string; after: number };

/**
 * Brings the events of meetings to whoever follows them in this process. They are read from the database, where all are kept by
 * number; notifications only say that there are some. So it does not matter which process wrote them, whether a notification
 * was lost, or how long somebody was away.
 */
export function createFollowing(
  db: Database,
  notifications: Notifications,
  clock: () => Instant,
  beatMs = usualBeatMs,
) {
  const rooms = new Map<string, Room>();
  let isHearing = false;

  const hear = () => {
    if (isHearing) return;
    isHearing = true;
    notifications.hear(meetingsChannel, {
      heard: (payload) => {
        const [workspace = "", meetingId = "", , out] = payload.split(" ");
        const room = rooms.get(`${workspace} ${meetingId}`);
        if (!room) return;
        tellSoon(room);
        if (out) askAll(room);
      },
      // Perhaps somebody was put out.
      missed: () => {
        for (const room of rooms.values()) {
          tellSoon(room);
          askAll(room);
        }
      },
      over: () => {
        for (const { followers } of rooms.values()) for (const { stream } of followers) stream.end();
      },
    });
  };

  /** At once when it was quiet, else when the pace allows. */
  const tellSoon = (room: Room) => {
    if (room.timer !== undefined || room.followers.size === 0) return;
    const waitMs = Math.max(0, room.sentAt + paceMs - performance.now());
    room.timer = setTimeout(() => {
      room.timer = undefined;
      room.sentAt = performance.now();
      void tell(room);
    }, waitMs);
  };

  const tell = async (room: Room): Promise<void> => {
    room.hasMore = true;
    if (room.isReading) return;
    room.isReading = true;
    try {
      while (room.hasMore && room.followers.size > 0) {
        room.hasMore = false;
        const events = await listEventsAfter(db, room.workspace, room.meetingId, room.sent, mostAtOnce);
        send(room, events);
        room.hasMore ||= events.length === mostAtOnce;
      }
    } catch {
      // The database is away: news is not lost, it is told when it is back.
      setTimeout(() => tellSoon(room), tryAgainMs);
    } finally {
      room.isReading = false;
    }
  };

  const send = (room: Room, read: readonly KeptEvent[]) => {
    const after = room.sent;
    const events = read.filter(({ number }) => number > after);
    const upTo = events.at(-1)?.number;
    if (upTo === undefined) return;
    room.sent = upTo;
    const message = newsOf(after, events);
    for (const follower of room.followers) {
      // Whoever has just come may know some of these already.
      const theirs =
        follower.at === after
          ? message
          : newsOf(
              follower.at,
              events.filter(({ number }) => number > follower.at),
            );
      if (follower.at < upTo) follower.stream.send(theirs);
      follower.at = Math.max(follower.at, upTo);
    }
  };

  const newsOf = (after: number, events: readonly KeptEvent[]): Uint8Array => {
    const upTo = events.at(-1)?.number ?? after;
    const texts = events.map(({ text }) => text).join(",");
    return eventMessage("news", `{"after":${after},"upTo":${upTo},"now":"${isoNow()}","events":[${texts}]}`, upTo);
  };
  const isoNow = () => new Date(clock()).toISOString();
  const beat = () => eventMessage("beat", `{"now":"${isoNow()}"}`);

  const askAll = (room: Room) => {
    for (const follower of room.followers) void askWhetherTheyMay(room, follower);
  };

  const askWhetherTheyMay = async (room: Room, follower: Follower): Promise<void> => {
    // Out of reach is no answer.
    const mayStay = await follower.mayStay().catch(isDatabaseAway);
    if (mayStay || !room.followers.has(follower)) return;
    follower.stream.send(eventMessage("over", "{}"));
    follower.stream.end();
  };

  /** Tells what they missed, then takes them into the room. Between the two nothing can happen unseen. */
  const catchUp = async (room: Room, follower: Follower, isGone: () => boolean): Promise<void> => {
    while (!isGone()) {
      const events = await listEventsAfter(db, room.workspace, room.meetingId, follower.at, mostAtOnce);
      if (isGone()) return;
      if (events.length === 0 ? !(await areThereNone(room, follower.at)) : events[0]?.number !== follower.at + 1) {
        follower.stream.send(eventMessage("begin-again", "{}"));
        follower.stream.end();
        return;
      }
      if (events.length > 0) {
        follower.stream.send(newsOf(follower.at, events));
        follower.at = events.at(-1)?.number ?? follower.at;
      }
      if (events.length === mostAtOnce || (room.followers.size > 0 && follower.at < room.sent)) continue;
      if (isGone()) return;
      if (room.followers.size === 0) room.sent = follower.at;
      room.followers.add(follower);
      // What was written since it was read.
      tellSoon(room);
      return;
    }
  };

  /** Whether nothing has happened after this number, rather than that nothing of it is kept, or the number is made up. */
  const areThereNone = async ({ workspace, meetingId }: Room, at: number): Promise<boolean> => {
    const last = await findLastEvent(db, workspace, meetingId);
    if (last === undefined || at > last) return false;
    // Perhaps one came in this moment.
    return at === last || (await listEventsAfter(db, workspace, meetingId, at, 1))[0]?.number === at + 1;
  };

  const roomOf = (workspace: WorkspaceId, meetingId: string): Room => {
    const key = `${workspace} ${meetingId}`;
    const known = rooms.get(key);
    if (known) return known;
    const room: Room = {
      ...{ workspace, meetingId, followers: new Set<Follower>(), lines: new Set<Follower>(), sent: 0, sentAt: 0 },
      ...{ timer: undefined, isReading: false, hasMore: false },
    };
    rooms.set(key, room);
    return room;
  };

  /** Follows from an event on; gives back how to stop. */
  return ({ workspace, meetingId, after, ...person }: NewFollower): (() => void) => {
    hear();
    const room = roomOf(workspace, meetingId);
    const follower: Follower = { ...person, at: after };
    const theirs = [...room.lines].filter(({ memberId }) => memberId === follower.memberId);
    room.lines.add(follower);
    if (theirs.length >= mostLinesEach) theirs[0]?.stream.end();
    let isGone = false;
    const beating = setInterval(
      () => {
        follower.stream.send(beat());
        void askWhetherTheyMay(room, follower);
      },
      beatMs * (0.75 + Math.random() / 2),
    );
    // At once, so that it is known that the line lives, and what time it is.
    follower.stream.send(beat());
    catchUp(room, follower, () => isGone).catch(() => follower.stream.end());
    return () => {
      isGone = true;
      clearInterval(beating);
      room.followers.delete(follower);
      room.lines.delete(follower);
      if (room.lines.size > 0) return;
      clearTimeout(room.timer);
      rooms.delete(`${workspace} ${meetingId}`);
    };
  };
}
