#include "cli/bisect.h"
#include "domains/date.h"
#include "domains/inline_text.h"
#include "integration/bisect/hold_back.h"
#include "integration/bisect/probe_manifest.h"
#include "integration/bisect/report.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

std::string HeldText(const HeldBack& held, const Manifest& manifest) {
  Columns columns({3, 3});
  for (const auto& [name, hold] : held.holds) {
    columns.Row({name, hold.at ? ShortText(hold.at->pin) : "not in it", InlineText(hold.reason)});
  }
  return "Tuple      " + TupleSha256(held.tuple).substr(0, 7) + "   " +
         std::to_string(manifest.pins.size()) + " components, " +
         std::to_string(manifest.under_test.size()) + " of them advance\nHeld back\n" +
         columns.Text();
}

}  // namespace

int ExitCodeOf(const Conclusion& conclusion) {
  bool to_blame =
      conclusion.kind == Conclusion::Kind::kFound || conclusion.kind == Conclusion::Kind::kInterval;
  return to_blame ? 0 : 1;
}

absl::StatusOr<int> StatusOfBisect(Invocation& invocation, const std::vector<std::string>&) {
  TESTFED_ASSIGN_OR_RETURN(BisectSession session, ReadBisect(invocation));
  invocation.out() << ReportText(session, false);
  Decision decision = session.Decide(1);
  return decision.conclusion ? ExitCodeOf(*decision.conclusion) : 0;
}

absl::StatusOr<int> ReportBisect(Invocation& invocation, const std::vector<std::string>&) {
  TESTFED_ASSIGN_OR_RETURN(BisectSession session, ReadBisect(invocation));
  if (invocation.Text("--format") == "json")
    invocation.out() << ToText(ReportJson(session), 2) << "\n";
  else
    invocation.out() << ReportText(session, true);
  Decision decision = session.Decide(1);
  return decision.conclusion ? ExitCodeOf(*decision.conclusion) : 0;
}

absl::StatusOr<int> HoldBackCulprit(Invocation& invocation, const std::vector<std::string>&) {
  TESTFED_ASSIGN_OR_RETURN(BisectSession session, ReadBisect(invocation));
  Decision decision = session.Decide(1);
  if (!decision.conclusion) {
    return Error("the search is not over, so it is not known what to hold back", "go on",
                 "testfed bisect run -- COMMAND");
  }
  TESTFED_ASSIGN_OR_RETURN(HeldBack held, HoldBack(session, *decision.conclusion));
  std::string since = invocation.Text("--since");
  if (since.empty()) since = session.bad()["timestamp"].String().substr(0, 10);
  if (!ReadDate(since)) {
    return Error(since.empty() ? "the bad manifest has no timestamp; `--since YYYY-MM-DD` says "
                                 "since when it is held back"
                               : "`--since` is a day, YYYY-MM-DD, got `" + InlineText(since) + "`");
  }
  TESTFED_ASSIGN_OR_RETURN(Manifest manifest, HeldBackManifest(session, held, since));
  if (held.known == BisectVerdict::kBad) {
    invocation.Note("this composition failed already; another step is to blame too");
  }
  if (!invocation.Has("--out")) {
    invocation.out() << ToText(manifest, nullptr);
    return 0;
  }
  TESTFED_RETURN_IF_ERROR(invocation.files().Write(invocation.PathOf(invocation.Text("--out")),
                                                   ToText(manifest, nullptr)));
  invocation.out() << HeldText(held, manifest);
  return 0;
}

}  // namespace testfed
