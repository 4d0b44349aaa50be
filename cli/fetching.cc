#include "cli/fetching.h"

#include <algorithm>
#include <vector>

#include "selector/git/fetch_command.h"

namespace testfed {

absl::StatusOr<Range> ResolveFetching(Invocation& invocation, Workspace& workspace,
                                      const RangeRequest& request) {
  std::vector<Fetch> done;
  while (true) {
    absl::StatusOr<Range> range = ResolveRange(*workspace.repository(), request);
    if (!invocation.Has("--fetch")) return range;
    std::optional<Fetch> fetch = range.ok() ? range->messages_fetch : FetchOf(range.status());
    if (!fetch || std::find(done.begin(), done.end(), *fetch) != done.end()) return range;
    std::vector<Fetch> tries = {*fetch};
    if (workspace.repository()->IsShallow()) tries.push_back(FetchTheRest());
    std::string root = workspace.repository()->Root();
    if (root.empty()) root = invocation.directory();
    bool fetched = false;
    for (const Fetch& one : tries) {
      if (fetched || std::find(done.begin(), done.end(), one) != done.end()) continue;
      done.push_back(one);
      invocation.Note("runs `" + one.Line() + "`");
      absl::Status status = RunFetch(root, one);
      fetched = status.ok();
      if (!fetched) invocation.Note(MessageOf(status));
    }
    if (!fetched) return range;
    TESTFED_RETURN_IF_ERROR(workspace.Reopen());
  }
}

}  // namespace testfed
