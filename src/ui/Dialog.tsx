import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

type Props = {
  opened: boolean;
  onClose: () => void;
  /** Names the dialog for everyone: shown as its heading and read out when it opens. */
  title: string;
  children: ReactNode;
  size?: "sm" | "md" | "lg" | "xl" | undefined;
};

/** A dialog with a name, a way out, at the foot of the screen on a phone. For a question that must be answered before going on. */
export function Dialog({ opened, onClose, title, children, size = "md" }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size}>
      {children}
    </Modal>
  );
}
