import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { ExportMenu } from "../../../../ui/ExportMenu.tsx";
import { Page, Section } from "../../../../ui/Page.tsx";
import { useRowKeys } from "../../../../ui/row-keys.ts";
import { ShowMore } from "../../../../ui/ShowMore.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { Views } from "../../../../ui/Views.tsx";
import type { teamContract } from "../../../team/contract.ts";
import { teamViews } from "../../../team/team-views/rules.ts";
import { mayKeepRules } from "../../access.ts";
import type { postMortemsContract } from "../../contract.ts";
import { Coverage } from "../../coverage/screens/Coverage.tsx";
import type { PostMortemState } from "../contract.ts";
import { PostMortemRow } from "./PostMortemRow.tsx";
import classes from "./PostMortems.module.css";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const team = apiOf<typeof teamContract>("team");

type Shown = "waiting" | "heard" | "given-up" | "coverage";
/** Those to talk to are due or planned: both are in the file of all. */
const stateOf: Partial<Record<Shown, PostMortemState>> = { heard: "held", "given-up": "given-up" };
const ways: readonly Shown[] = ["waiting", "heard", "given-up", "coverage"];

/** Customers of major losses: whom to talk with, whom we heard, and how many that is. What is shown is in the address. */
export default function PostMortemsScreen() {
  const { searchStr } = useLocation();
  const asked = new URLSearchParams(searchStr).get("show");
  const shown = ways.find((way) => way === asked) ?? "waiting";
  const counted = useQuery(postMortems.listPostMortems.queryOptions({ input: { limit: 1 } }));
  const counts = counted.data?.counts;
  const links: { shown: Shown; name: string; count?: number | undefined }[] = [
    { shown: "waiting", name: "To talk to", count: counts && counts.due + counts.planned },
    { shown: "heard", name: "Heard", count: counts?.held },
    { shown: "given-up", name: "Given up", count: counts?.givenUp },
    { shown: "coverage", name: "How many we hear" },
  ];
  return (
    <Page
      title="Post-mortems"
      lead="A talk with the customer of a major loss: what the winner did better, what we did not understand, whether there is another chance."
      views={<Views label="Team" views={teamViews} current="/team/post-mortems" />}
      actions={
        <>
          <ExportMenu files={exportLinks("post-mortems", { state: stateOf[shown] })} what="post-mortems" />
          <nav className={classes.views} aria-label="Which customers">
            {links.map((link) => (
              <UiLink
                key={link.shown}
                href={link.shown === "waiting" ? "/team/post-mortems" : `/team/post-mortems?show=${link.shown}`}
                aria-current={link.shown === shown ? "page" : undefined}
              >
                {link.name}
                {link.count !== undefined && <span className={classes.count}>{link.count}</span>}
              </UiLink>
            ))}
          </nav>
        </>
      }
    >
      {shown === "waiting" && <Waiting />}
      {shown === "heard" && (
        <StateList state="held" none={<EmptyState line="What customers told us after a loss is read here." />} />
      )}
      {shown === "given-up" && (
        <StateList
          state="given-up"
          none={<EmptyState line="Customers who want no conversation, with the reason, so that nobody asks again." />}
        />
      )}
      {shown === "coverage" && <Coverage />}
    </Page>
  );
}

/** Those with a day, and those that wait for one. */
function Waiting() {
  const found = useQuery(postMortems.listPostMortems.queryOptions({ input: { limit: 1 } }));
  const nothing = found.data && found.data.counts.due + found.data.counts.planned === 0;
  if (nothing) return <NobodyWaits />;
  return (
    <>
      {found.data && found.data.counts.planned > 0 && (
        <Section title="Planned">
          <StateList state="planned" none={null} />
        </Section>
      )}
      {(!found.data || found.data.counts.due > 0) && (
        <Section title="Waiting for a day" lead="The sooner, the more they remember.">
          <StateList state="due" none={null} />
        </Section>
      )}
    </>
  );
}

function StateList({ state, none }: { state: PostMortemState; none: React.ReactNode }) {
  const rowsRef = useRowKeys<HTMLDivElement>();
  const me = useQuery(team.me.queryOptions());
  const list = useInfiniteQuery(
    postMortems.listPostMortems.infiniteOptions({
      input: (after: string | undefined) => ({ state, limit: 50, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  if (list.isPending) return <Skeletons shape="table" count={5} />;
  if (!list.data) {
    const { title, detail } = told(list.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void list.refetch()} />;
  }
  const rows = list.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return none;
  return (
    <div ref={rowsRef} className={classes.list}>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <PostMortemRow key={row.id} postMortem={row} me={me.data?.member.id} />
        ))}
      </ul>
      <ShowMore list={list} />
    </div>
  );
}

function NobodyWaits() {
  const me = useQuery(team.me.queryOptions());
  const rules = useQuery(postMortems.listMajorLossRules.queryOptions());
  if (!me.data || !rules.data) return null;
  const keeps = mayKeepRules(me.data.member);
  if (rules.data.rows.length > 0)
    return (
      <EmptyState line="Every customer of a major loss was heard. The next one stands here as soon as it is lost." />
    );
  return (
    <EmptyState
      line={
        keeps
          ? "Say beforehand which losses are major. Each of them stands here at once, with whom to call and how to begin."
          : "Losses that your managers call major stand here, with what their customers said."
      }
      example="Acme licences, €84,000, lost to Bellstride. To talk with: Dora Cider, who decides. “You decided for Bellstride, and I accept that …”"
      action={
        keeps && (
          <Button component={UiLink} href="/settings/major-losses">
            Say which losses are major
          </Button>
        )
      }
    />
  );
}
