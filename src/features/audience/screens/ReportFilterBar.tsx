import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import type { salesProcessContract } from "../../sales-process/contract.ts";
import classes from "./Audience.module.css";
import type { ReportFilter } from "./report-address.ts";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

const periods = [
  { value: "this-quarter", label: "This quarter" },
  { value: "last-quarter", label: "Last quarter" },
  { value: "this-year", label: "This year" },
  { value: "last-year", label: "Last year" },
  { value: "last-90-days", label: "Last 90 days" },
];

type Props = {
  filter: ReportFilter;
  /** What it is of while no period is chosen. */
  usual: string;
  change: (part: { period?: string | undefined; pipelineId?: string | undefined }) => void;
};

/** What the report is of. Everything stands in the address. */
export function ReportFilterBar({ filter, usual, change }: Props) {
  const pipelines = useQuery(salesProcess.listPipelines.queryOptions({ staleTime: 60_000 })).data?.rows ?? [];
  return (
    <search className={`${classes.filter} filter-in-print`} aria-label="What the report is of">
      <NativeSelect
        size="xs"
        label="Closed in"
        data={[{ value: "", label: usual }, ...periods]}
        value={filter.period ?? ""}
        onChange={({ currentTarget: { value } }) => change({ period: value || undefined })}
      />
      {pipelines.length > 1 && (
        <NativeSelect
          size="xs"
          label="Pipeline"
          data={[{ value: "", label: "All" }, ...pipelines.map(({ id, name }) => ({ value: id, label: name }))]}
          value={filter.pipelineId ?? ""}
          onChange={({ currentTarget: { value } }) => change({ pipelineId: value || undefined })}
        />
      )}
    </search>
  );
}
