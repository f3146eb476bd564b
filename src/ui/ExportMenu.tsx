import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
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
          leftSection={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
          rightSection={<IconChevronDown size={14} stroke={1.5} aria-hidden="true" />}
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
