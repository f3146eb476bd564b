import { ChevronDownIcon, DownloadIcon } from "@lucide/icons";
import { Button, Menu } from "@mantine/core";
import { Icon } from "./Icon.tsx";
import { UiLink } from "./UiLink.tsx";

/** The same table in each format it can be taken away in. */
export type Files = {
  csv: string;
  plainCsv: string;
  xlsx: string;
  /** Where more is taken away than this table. */
  others?: { label: string; href: string };
};

/** Takes a table away as a file. `what` says which, for whoever does not see what it stands beside. */
export function ExportMenu({ files, what, quiet = true }: { files: Files; what: string; quiet?: boolean }) {
  const { others } = files;
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <Button
          className="not-in-print"
          variant={quiet ? "subtle" : "default"}
          size={quiet ? "compact-sm" : "sm"}
          leftSection={<Icon of={DownloadIcon} size={16} strokeWidth={1.5} />}
          rightSection={<Icon of={ChevronDownIcon} size={14} strokeWidth={1.5} />}
        >
          Export<span className="only-for-screen-readers">: {what}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={files.xlsx} download>
          Excel workbook (.xlsx)
        </Menu.Item>
        <Menu.Item component="a" href={files.csv} download>
          CSV, for spreadsheets
        </Menu.Item>
        <Menu.Item component="a" href={files.plainCsv} download>
          CSV, for programs
        </Menu.Item>
        {others && (
          <>
            <Menu.Divider />
            <Menu.Item component={UiLink} href={others.href}>
              {others.label}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
