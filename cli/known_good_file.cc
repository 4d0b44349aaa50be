// `known-good verify`, `repair` and `relink`: the file itself.
#include <limits>

#include "cli/known_good.h"
#include "cli/known_good_store.h"
#include "domains/append_file.h"
#include "domains/inline_text.h"
#include "integration/known_good_relink.h"
#include "integration/known_good_store.h"

namespace testfed {
namespace {

std::string Records(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " record" : " records");
}

}  // namespace

absl::StatusOr<int> VerifyKnownGood(Invocation& invocation, const Words&) {
  const std::string store = invocation.Text("--known-good");
  TESTFED_ASSIGN_OR_RETURN(
      const std::int64_t min_seq,
      invocation.Number("--min-seq", 0, 0, std::numeric_limits<std::int32_t>::max()));
  TESTFED_ASSIGN_OR_RETURN(const std::string bytes, invocation.ReadInput(store, kMaxStoreBytes));
  absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(bytes, store);
  absl::Status status = chain.status();
  if (status.ok()) status = chain->CheckAnchor(invocation.Text("--expect-head"), min_seq);
  if (status.ok() && chain->torn() > 0) {
    status =
        Error(InlineText(store) + ": " + std::to_string(chain->torn()) + " bytes behind record " +
                  std::to_string(chain->size()) + " are an append that did not end",
              "take them away", "testfed known-good repair");
  }
  if (!status.ok()) {
    PrintRefusals(invocation, {status});
    return 1;
  }
  invocation.out() << Records(chain->size()) << ", head " << chain->head() << "\n";
  return 0;
}

absl::StatusOr<int> RepairKnownGood(Invocation& invocation, const Words&) {
  const std::string store = invocation.Text("--known-good");
  const std::string path = invocation.PathOf(store);
  if (!invocation.files().Exists(path)) return Error("no file `" + InlineText(store) + "`");
  const std::unique_ptr<AppendFile> file = MakeAppendFile(path);
  TESTFED_ASSIGN_OR_RETURN(const size_t removed, Repair(*file, store));
  invocation.out() << InlineText(store) << ": "
                   << (removed == 0 ? "nothing to repair"
                                    : std::to_string(removed) + " bytes removed")
                   << "\n";
  return 0;
}

absl::StatusOr<int> RelinkKnownGood(Invocation& invocation, const Words&) {
  const std::string store = invocation.Text("--known-good");
  const std::string reason = invocation.Text("--allow-stale-base");
  const std::string path = invocation.PathOf(store);
  if (!invocation.files().Exists(path)) return Error("no file `" + InlineText(store) + "`");
  const std::unique_ptr<AppendFile> file = MakeAppendFile(path);
  TESTFED_RETURN_IF_ERROR(file->Lock());  // until the new bytes are in place
  TESTFED_ASSIGN_OR_RETURN(const std::string bytes, file->Open());
  absl::StatusOr<Relinked> relinked;
  if (invocation.Has("--onto")) {
    const std::string onto = invocation.Text("--onto");
    TESTFED_ASSIGN_OR_RETURN(const std::string theirs, invocation.ReadInput(onto, kMaxStoreBytes));
    relinked = RelinkOnto(bytes, store, theirs, onto, reason);
  } else {
    relinked = RelinkMerged(bytes, store, reason);
  }
  if (!relinked.ok()) return relinked.status();
  if (!relinked->refused.empty()) {
    std::vector<absl::Status> refusals;
    for (const std::string& refused : relinked->refused) refusals.push_back(Error(refused));
    refusals.back() = WithHint(refusals.back(), "compose and run again");
    PrintRefusals(invocation, refusals);
    return 1;
  }
  if (relinked->bytes != bytes) {
    TESTFED_RETURN_IF_ERROR(invocation.files().Write(path, relinked->bytes));
  }
  for (const auto& [before, now] : relinked->moved) {
    invocation.out() << before << " -> " << now << "\n";
  }
  if (relinked->moved.empty()) invocation.out() << "nothing to relink\n";
  return 0;
}

}  // namespace testfed
