import type { WorkFigure } from "../contract.ts";

/** What the list of deals behind each figure is called. */
export const workFigureTitles: Record<WorkFigure, string> = {
  messages: "Deals on which they wrote to us",
  answered: "Deals on which we answered an e-mail of theirs",
  unanswered: "Deals with an e-mail that was never answered",
  "answered-late": "Deals with an e-mail that waited too long",
  "missed-calls": "Deals on which we missed a call",
  "called-back": "Deals on which we called back",
  "returned-otherwise": "Deals with a missed call that was answered otherwise",
  "not-returned": "Deals with a missed call that nobody returned",
  "with-contact": "Closed deals with a call, e-mail or meeting recorded",
  "no-contact": "Closed deals without a call, e-mail or meeting recorded",
  "steps-due": "Closed deals on which a step had come due",
  "steps-in-time": "Closed deals with a step done in time",
  "steps-late": "Closed deals with a step done late",
  "steps-missed": "Closed deals with a step that was never done",
  "no-steps": "Closed deals without a step recorded",
  "promises-kept": "Deals with a repair done by its day",
  "promises-late": "Deals with a repair that was late",
  "promises-open": "Deals with a repair whose day is to come",
};
