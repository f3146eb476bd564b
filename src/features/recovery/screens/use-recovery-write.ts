import { useMutation, useQueryClient } from "@tanstack/react-query";
import { told } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";

/**
 * A write of one's own recovery. What it moves stands on Today, in the lists and here; an open debrief is left alone. A
 * refusal is said at the foot of the screen, unless the form says it where it was entered.
 */
export function useRecoveryWrite<Values, Written>(
  write: (values: Values) => Promise<Written>,
  done?: (written: Written, values: Values) => void,
  { inForm = false } = {},
) {
  const known = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async (written, values) => {
      done?.(written, values);
      await known.invalidateQueries({ predicate: ({ queryKey }) => !JSON.stringify(queryKey).includes("openDebrief") });
    },
    onError: (error) => {
      if (inForm) return;
      const { title, detail } = told(error);
      showNotice({ tone: "refused", message: detail ? `${title} ${detail}` : title });
    },
  });
}
