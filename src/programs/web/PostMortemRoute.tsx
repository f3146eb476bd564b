import { PostMortemScreen } from "../../features/post-mortems/conversations/screens/PostMortemScreen.tsx";

/** A conversation with a lost customer, with what other features make of it. */
export default function PostMortemRoute() {
  return <PostMortemScreen />;
}
