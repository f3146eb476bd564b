import { FileSpreadsheetIcon, UploadIcon } from "@lucide/icons";
import { type DragEvent, useEffect, useId, useState } from "react";
import classes from "./DropZone.module.css";
import { Icon } from "./Icon.tsx";
import { useReader } from "./ReaderContext.tsx";
import { fileSizeWords } from "./words.ts";

type Props = {
  /** What to drop: "Drop your CRM export here". */
  label: string;
  /** What is taken: "CSV, up to any size. Nothing is written before you have seen it." */
  hint?: string | undefined;
  /** As on a file input: ".csv,text/csv". */
  accept?: string | undefined;
  multiple?: boolean | undefined;
  onFiles: (files: File[]) => void;
  /** What has been chosen so far, shown with its size. */
  chosen?: readonly { name: string; size: number }[] | undefined;
  /** Why the last file was not taken. */
  error?: string | undefined;
  disabled?: boolean | undefined;
};

/** Takes files by drop, by click and by keyboard: it is a file input with a large face. */
export function DropZone({
  label,
  hint,
  accept,
  multiple = false,
  onFiles,
  chosen = [],
  error,
  disabled = false,
}: Props) {
  const reader = useReader();
  const [over, setOver] = useState(false);
  const hintId = useId();
  const errorId = useId();

  // A file dropped beside the target would make the browser leave the page for it.
  useEffect(() => {
    const keepPage = (event: Event) => event.preventDefault();
    window.addEventListener("dragover", keepPage);
    window.addEventListener("drop", keepPage);
    return () => {
      window.removeEventListener("dragover", keepPage);
      window.removeEventListener("drop", keepPage);
    };
  }, []);

  const take = (files: FileList | null) => {
    const list = [...(files ?? [])];
    if (list.length > 0 && !disabled) onFiles(multiple ? list : list.slice(0, 1));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };

  return (
    <div>
      <label
        className={classes.zone}
        data-over={over || undefined}
        data-disabled={disabled || undefined}
        data-error={error !== undefined || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(!disabled);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input
          className="only-for-screen-readers"
          type="file"
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          aria-invalid={error !== undefined}
          aria-describedby={`${hintId} ${errorId}`}
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file chosen again after a correction must count as a choice.
            event.currentTarget.value = "";
          }}
        />
        {chosen.length === 0 ? (
          <Icon of={UploadIcon} size={24} strokeWidth={1.5} />
        ) : (
          <Icon of={FileSpreadsheetIcon} size={24} strokeWidth={1.5} />
        )}
        <span className={classes.label}>
          {chosen.length === 0 ? label : chosen.map((file) => file.name).join(", ")}
          {chosen.length > 0 && (
            <span className={classes.size}>{chosen.map((file) => fileSizeWords(file.size, reader)).join(", ")}</span>
          )}
        </span>
        <span className={classes.choose}>
          {chosen.length > 0 ? "choose another" : multiple ? "or choose files" : "or choose a file"}
        </span>
        {hint && (
          <span id={hintId} className={classes.hint}>
            {hint}
          </span>
        )}
      </label>
      <p id={errorId} className={classes.error} role="alert">
        {error}
      </p>
    </div>
  );
}
