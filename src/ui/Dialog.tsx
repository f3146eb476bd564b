import { Modal } from "@mantine/core";
import { type ReactNode, useRef } from "react";

type Props = {
  opened: boolean;
  /** Without it there is no way out but what the dialog asks for. */
  onClose?: (() => void) | undefined;
  /** Names the dialog for everyone: shown as its heading and read out when it opens. */
  title: string;
  children: ReactNode;
  size?: "sm" | "md" | "lg" | "xl" | undefined;
};

/** A dialog with a name, a way out, at the foot of the screen on a phone. For a question that must be answered before going on. */
export function Dialog({ opened, onClose, title, children, size = "md" }: Props) {
  // While it fades away it still says what it said: the caller may have let go of it already.
  const said = useRef({ title, children });
  if (opened) said.current = { title, children };
  return (
    <Modal
      opened={opened}
      onClose={onClose ?? (() => undefined)}
      withCloseButton={onClose !== undefined}
      closeOnEscape={onClose !== undefined}
      closeOnClickOutside={onClose !== undefined}
      title={said.current.title}
      size={size}
    >
      {said.current.children}
    </Modal>
  );
}
