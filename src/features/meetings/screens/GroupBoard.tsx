import { Menu } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords } from "../../../ui/words.ts";
import classes from "./GroupBoard.module.css";
import { type BoardGroup, type BoardPerson, groupBeside, neighbourOf } from "./group-board.ts";

type Props = {
  board: readonly BoardGroup[];
  /** What to mind about a group: "Mara is with her own reps only." */
  noteOf?: ((group: number) => string | undefined) | undefined;
  /** Without it the board is for reading. */
  onMove?: ((personId: string, group: number) => void) | undefined;
};

const arrows = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
export const groupName = (number: number | null) => (number === null ? "In no group yet" : `Group ${number}`);

/**
 * Who sits together. People are dragged from group to group; by key, arrows lead from one to the next, Shift and an arrow
 * moves somebody to the group beside, Enter asks where to.
 */
export function GroupBoard({ board, noteOf, onMove }: Props) {
  const reader = useReader();
  const everybody = board.flatMap(({ people }) => people);
  const [at, setAt] = useState<string | null>(null);
  const here = everybody.some(({ id }) => id === at) ? at : (everybody[0]?.id ?? null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const frame = useRef<HTMLUListElement>(null);
  // Moved to another list, a button is another element: whoever stood on it stands on it again.
  const refocus = useRef<string | null>(null);
  useEffect(() => {
    if (refocus.current === null) return;
    const button = frame.current?.querySelector<HTMLElement>(`[data-person="${refocus.current}"]`);
    refocus.current = null;
    button?.focus();
  });

  const focusOn = (id: string) => frame.current?.querySelector<HTMLElement>(`[data-person="${id}"]`)?.focus();
  const move = (person: BoardPerson, to: number | null) => {
    if (to === null || !onMove) return;
    refocus.current = person.id;
    setAt(person.id);
    setSaid(`${person.name} is in group ${to} now.`);
    onMove(person.id, to);
  };
  const onKeyDown = (person: BoardPerson) => (event: KeyboardEvent) => {
    if (!arrows.includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.shiftKey) {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight")
        move(person, groupBeside(board, person.id, event.key));
      return;
    }
    const next = neighbourOf(board, person.id, event.key);
    if (next) focusOn(next);
  };
  const drop = (to: number | null) => {
    const person = everybody.find(({ id }) => id === dragged);
    setDragged(null);
    setOver(null);
    if (person && !board.find(({ number }) => number === to)?.people.includes(person)) move(person, to);
  };

  return (
    <div className={classes.holder}>
      <ul className={classes.board} ref={frame}>
        {board.map(({ number, people }) => {
          const note = number === null ? undefined : noteOf?.(number);
          if (people.length === 0 && !onMove) return null;
          return (
            <li
              key={number ?? "none"}
              className={classes.group}
              data-over={(over === number && number !== null) || undefined}
              data-empty={people.length === 0 || undefined}
              onDragOver={(event) => {
                if (dragged === null || number === null) return;
                event.preventDefault();
                setOver(number);
              }}
              onDragLeave={(event) => {
                const goesTo = event.relatedTarget;
                if (goesTo instanceof Node && event.currentTarget.contains(goesTo)) return;
                setOver((before) => (before === number ? null : before));
              }}
              onDrop={(event) => {
                event.preventDefault();
                drop(number);
              }}
            >
              <h3 className={classes.name}>
                {people.length === 0 ? "One group more" : groupName(number)}
                {people.length > 0 && (
                  <span className={classes.count}>
                    <span aria-hidden="true">{people.length}</span>
                    <span className="only-for-screen-readers">
                      , {countWords(people.length, "person", "people", reader)}
                    </span>
                  </span>
                )}
              </h3>
              {people.length === 0 && <p className={classes.note}>Drop somebody here.</p>}
              <ul className={classes.people} aria-label={groupName(number)}>
                {people.map((person) => (
                  <li key={person.id}>
                    {onMove ? (
                      <Menu position="bottom-start">
                        <Menu.Target>
                          <button
                            type="button"
                            className={classes.person}
                            data-person={person.id}
                            data-dragged={dragged === person.id || undefined}
                            tabIndex={person.id === here ? 0 : -1}
                            draggable
                            onFocus={() => setAt(person.id)}
                            onKeyDown={onKeyDown(person)}
                            onDragStart={(event) => {
                              event.dataTransfer.setData("text/plain", person.name);
                              event.dataTransfer.effectAllowed = "move";
                              setDragged(person.id);
                            }}
                            onDragEnd={() => {
                              setDragged(null);
                              setOver(null);
                            }}
                          >
                            <Who person={person} />
                          </button>
                        </Menu.Target>
                        <Menu.Dropdown>
                          <Menu.Label>{person.name} goes to</Menu.Label>
                          {board.map(
                            (group) =>
                              group.number !== null &&
                              group.number !== number && (
                                <Menu.Item key={group.number} onClick={() => move(person, group.number)}>
                                  {group.people.length === 0
                                    ? "A group of their own"
                                    : `Group ${group.number}: ${group.people.map(({ name }) => firstName(name)).join(", ")}`}
                                </Menu.Item>
                              ),
                          )}
                        </Menu.Dropdown>
                      </Menu>
                    ) : (
                      <span className={classes.person} data-still="">
                        <Who person={person} />
                      </span>
                    )}
                  </li>
                ))}
              </ul>
              {note && <p className={classes.note}>{note}</p>}
            </li>
          );
        })}
      </ul>
      {onMove && (
        <p className={`${classes.said} not-in-print`} aria-live="polite">
          {said || "Drag somebody to another group, or press Shift and an arrow key on their name."}
        </p>
      )}
    </div>
  );
}

const firstName = (name: string) => name.split(" ")[0] ?? name;

function Who({ person: { name, detail } }: { person: BoardPerson }) {
  return (
    <>
      {name}
      {detail && <span className={classes.detail}>{detail}</span>}
    </>
  );
}
