#include <algorithm>
#include <map>
#include <set>

#include "cli/bisect.h"
#include "cli/known_tuples.h"
#include "domains/inline_text.h"
#include "integration/bisect/changeset_links.h"
#include "integration/bisect/report.h"
#include "integration/verdict.h"

namespace testfed {
namespace {

constexpr size_t kMaxFileBytes = size_t{64} << 20;
constexpr std::int64_t kMostRepeats = 3;

std::optional<TupleEntry> EntryOf(const Tuple& tuple, const std::string& name) {
  auto found = tuple.find(name);
  if (found == tuple.end()) return std::nullopt;
  return found->second;
}

absl::StatusOr<std::vector<ComponentAdvance>> Advances(const Tuple& good, const Tuple& bad,
                                                       Clones* clones) {
  std::set<std::string> names;
  for (const auto& [name, entry] : good) names.insert(name);
  for (const auto& [name, entry] : bad) names.insert(name);
  std::vector<ComponentAdvance> advances;
  for (const std::string& name : names) {
    std::optional<TupleEntry> from = EntryOf(good, name), to = EntryOf(bad, name);
    if (from == to) continue;
    TESTFED_ASSIGN_OR_RETURN(
        ComponentAdvance advance,
        ReadAdvance(name, from, to, clones == nullptr ? nullptr : clones->Find(name)));
    advances.push_back(std::move(advance));
  }
  return advances;
}

// The legs that hold the members of listed changesets. What is in no leg moved before or after.
absl::StatusOr<std::vector<std::pair<std::string, std::vector<PathMember>>>> Located(
    const ChangesetList& list, const std::vector<ComponentAdvance>& advances, Clones* clones) {
  std::vector<std::pair<std::string, std::vector<PathMember>>> located;
  for (const auto& [name, members] : list) {
    located.emplace_back(name, std::vector<PathMember>{});
    for (const auto& [component, commit] : members) {
      auto advance = std::ranges::find(advances, component, &ComponentAdvance::component);
      const Repository* clone = clones == nullptr ? nullptr : clones->Find(component);
      if (advance == advances.end() || clone == nullptr || !advance->from) continue;
      TESTFED_ASSIGN_OR_RETURN(
          size_t leg, FirstLegWith(*clone, advance->from->pin.text, advance->legs, commit));
      if (leg == advance->legs.size()) continue;
      located.back().second.push_back({static_cast<size_t>(advance - advances.begin()), leg});
    }
  }
  return located;
}

// An earlier search there is only thrown away when somebody says so, or when it has no runs.
absl::Status MayWrite(Invocation& invocation, const std::string& file) {
  if (invocation.Has("--replace")) return absl::OkStatus();
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           invocation.files().Read(invocation.PathOf(file), kMaxFileBytes));
  if (!text) return absl::OkStatus();
  absl::StatusOr<BisectSession> session = BisectSession::Read(*text, file);
  if (session.ok() && session->trials().empty()) return absl::OkStatus();
  return Error("`" + InlineText(file) + "` is there already" +
                   (session.ok() ? ", with " + std::to_string(session->trials().size()) +
                                       (session->trials().size() == 1 ? " run" : " runs")
                                 : ""),
               "throw it away", "testfed bisect start --replace ...");
}

}  // namespace

absl::StatusOr<int> StartBisect(Invocation& invocation, const std::vector<std::string>&) {
  for (const char* option : {"--good", "--bad"}) {
    if (!invocation.Has(option)) {
      return Error("`bisect start` needs `--good GOOD` and `--bad MANIFEST`", "for example",
                   "testfed bisect start --good @latest --bad manifest.json --clones clones");
    }
  }
  std::string file =
      invocation.Has("--out") ? invocation.Text("--out") : invocation.Text("--state");
  TESTFED_RETURN_IF_ERROR(MayWrite(invocation, file));
  TESTFED_ASSIGN_OR_RETURN(std::int64_t repeats,
                           invocation.Number("--repeats", 1, 0, kMostRepeats));
  TESTFED_ASSIGN_OR_RETURN(Components components, LoadComponents(invocation));
  TESTFED_ASSIGN_OR_RETURN(KnownTuple good, ReadKnown(invocation, invocation.Text("--good"),
                                                      components, invocation.Text("--line")));
  std::string bad_name = invocation.Text("--bad");
  TESTFED_ASSIGN_OR_RETURN(Manifest bad, LoadManifest(invocation, bad_name));
  Tuple good_tuple = TupleOf(good.base.pins);
  Tuple bad_tuple = TupleOf(bad.pins);
  if (good_tuple == bad_tuple) {
    return Error(InlineText(good.base.name) + " and " + InlineText(bad_name) +
                 " are the same composition; there is nothing to search between them");
  }
  std::string folder = invocation.Text("--clones");
  if (folder.empty()) invocation.Note("without --clones, each component is one step");
  Clones here(folder.empty() ? "" : invocation.PathOf(folder));
  Clones* clones = folder.empty() ? nullptr : &here;
  TESTFED_ASSIGN_OR_RETURN(std::vector<ComponentAdvance> advances,
                           Advances(good_tuple, bad_tuple, clones));
  ChangesetList list;
  if (invocation.Has("--changesets")) {
    std::string name = invocation.Text("--changesets");
    TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(name, kMaxFileBytes));
    TESTFED_ASSIGN_OR_RETURN(list, ReadChangesetList(text, name));
  }
  TESTFED_ASSIGN_OR_RETURN(auto located, Located(list, advances, clones));
  BisectSession session(BuildPath(good_tuple, advances, located), good.base.name, bad_name,
                        ToJson(bad, nullptr));
  session.repeats = static_cast<int>(repeats);
  if (invocation.Has("--verdict")) {
    std::string name = invocation.Text("--verdict");
    TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(name, kMaxFileBytes));
    TESTFED_ASSIGN_OR_RETURN(Verdict verdict, ReadVerdict(text, name));
    if (verdict.tuple_sha256 != TupleSha256(bad_tuple)) {
      return Error(InlineText(name) + " is of another composition than " + InlineText(bad_name));
    }
    session.SetSignature(verdict.failing);
  }
  TESTFED_RETURN_IF_ERROR(invocation.files().Write(invocation.PathOf(file), session.Text()));
  invocation.out() << PathSummary(session);
  return 0;
}

}  // namespace testfed
