import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";

type Props = {
  opened: boolean;
  onClose: () => void;
  /** Names the dialog for everyone: shown as its heading and read out when it opens. */
  title: string;
  children: ReactNode;
  size?: "sm" | "md" | "lg" | "xl" | undefined;
};

/** A dialog with a name, a way out, and the whole screen on a phone. For a question that must be answered before going on. */
export function Dialog({ opened, onClose, title, children, size = "md" }: Props) {
  const onPhone = useMediaQuery("(max-width: 40em)", false, { getInitialValueInEffect: false });
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} fullScreen={onPhone}>
      {children}
    </Modal>
  );
}
