#include <algorithm>

#include "cli/bisect.h"
#include "domains/inline_text.h"
#include "integration/bisect/probe_manifest.h"
#include "integration/bisect/report.h"
#include "integration/bisect/trial_judgement.h"
#include "integration/verdict.h"

namespace testfed {
namespace {

constexpr size_t kMaxFileBytes = size_t{64} << 20;
constexpr std::int64_t kMostJobs = 64;

// Whether the search asks for this composition, with any number of jobs, or knows it.
bool Expects(const BisectSession& session, const std::string& digest) {
  if (session.TallyOf(digest).Runs() > 0) return true;
  for (size_t i = 0; i <= session.path().steps.size(); ++i) {
    if (session.DigestOf(session.order().First(i)) == digest) return true;
  }
  Decision decision = session.Decide(kMostJobs);
  return std::ranges::find(decision.probes, digest, &Probe::digest) != decision.probes.end();
}

absl::Status NotExpected(const std::string& name, const std::string& digest) {
  return Error(InlineText(name) + " is of tuple " + digest.substr(0, 7) +
                   ", which is no composition of this search",
               "what it asks for", "testfed bisect next");
}

absl::StatusOr<std::string> TupleOfFile(Invocation& invocation, const std::string& file) {
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxFileBytes));
  std::vector<Finding> findings;
  Manifest manifest = ReadManifest(text, file, findings);
  SortFindings(findings);
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) return ToStatus(finding);
  }
  return TupleSha256(TupleOf(manifest.pins));
}

std::string Recorded(const BisectSession& session) {
  const Trial& trial = session.trials().back();
  std::string text =
      std::string(NameOf(trial.verdict)) + "   tuple " + trial.tuple_sha256.substr(0, 7);
  if (!trial.note.empty()) text += "   " + InlineText(trial.note);
  return text + "\n" + ReportText(session, false);
}

absl::StatusOr<int> Say(Invocation& invocation, const std::vector<std::string>& words,
                        BisectVerdict verdict) {
  TESTFED_ASSIGN_OR_RETURN(BisectSession session, ReadBisect(invocation));
  Trial trial{"", verdict, {}, invocation.Text("--note")};
  if (words.empty()) {
    Decision decision = session.Decide(1);
    if (decision.conclusion) {
      return Error("the search is over, nothing is asked for", "what it found",
                   "testfed bisect status");
    }
    trial.tuple_sha256 = decision.probes[0].digest;
  } else {
    TESTFED_ASSIGN_OR_RETURN(trial.tuple_sha256, TupleOfFile(invocation, words[0]));
    if (!Expects(session, trial.tuple_sha256)) return NotExpected(words[0], trial.tuple_sha256);
  }
  session.Record(std::move(trial));
  TESTFED_RETURN_IF_ERROR(WriteBisect(invocation, session));
  invocation.out() << Recorded(session);
  return 0;
}

}  // namespace

absl::StatusOr<BisectSession> ReadBisect(Invocation& invocation) {
  std::string file = invocation.Text("--state");
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           invocation.files().Read(invocation.PathOf(file), kNoLimit));
  if (!text) {
    return Error("no search is under way: there is no `" + InlineText(file) + "`", "begin one",
                 "testfed bisect start --good @latest --bad manifest.json --clones clones");
  }
  return BisectSession::Read(*text, file);
}

absl::Status WriteBisect(Invocation& invocation, const BisectSession& session) {
  return invocation.files().Write(invocation.PathOf(invocation.Text("--state")), session.Text());
}

absl::StatusOr<std::string> ProbeText(const BisectSession& session, const Probe& probe) {
  TESTFED_ASSIGN_OR_RETURN(Manifest manifest,
                           ProbeManifest(session, session.path().At(probe.steps)));
  return ToText(manifest, nullptr);
}

absl::StatusOr<Trial> TrialFromVerdicts(Invocation& invocation,
                                        const std::vector<std::string>& files,
                                        const std::vector<std::string>& signature,
                                        const std::string& expected) {
  Trial trial{expected, BisectVerdict::kGood, {}, ""};
  // The later in this order, the more it says.
  auto weight = [](BisectVerdict verdict) {
    switch (verdict) {
      case BisectVerdict::kGood:
        return 0;
      case BisectVerdict::kBroken:
        return 1;
      case BisectVerdict::kUnresolved:
        return 2;
      case BisectVerdict::kBad:
        return 3;
    }
    return 0;
  };
  for (const std::string& file : files) {
    TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxFileBytes));
    TESTFED_ASSIGN_OR_RETURN(Verdict verdict, ReadVerdict(text, file));
    if (trial.tuple_sha256.empty()) trial.tuple_sha256 = verdict.tuple_sha256;
    if (trial.tuple_sha256 != verdict.tuple_sha256) {
      return Error(InlineText(file) + " is of tuple " + verdict.tuple_sha256.substr(0, 7) +
                   ", not of " + trial.tuple_sha256.substr(0, 7));
    }
    TrialJudgement judgement = Judge({verdict.exit_code, verdict.tests.executed, verdict.failing,
                                      std::string(ToString(verdict.result))},
                                     signature);
    trial.failing.insert(trial.failing.end(), verdict.failing.begin(), verdict.failing.end());
    if (weight(judgement.verdict) <= weight(trial.verdict)) continue;
    trial.verdict = judgement.verdict;
    trial.note = judgement.because;
  }
  std::ranges::sort(trial.failing);
  trial.failing.erase(std::unique(trial.failing.begin(), trial.failing.end()), trial.failing.end());
  return trial;
}

absl::StatusOr<int> NextOfBisect(Invocation& invocation, const std::vector<std::string>&) {
  TESTFED_ASSIGN_OR_RETURN(BisectSession session, ReadBisect(invocation));
  TESTFED_ASSIGN_OR_RETURN(std::int64_t jobs, invocation.Number("--jobs", 1, 1, kMostJobs));
  TESTFED_ASSIGN_OR_RETURN(std::int64_t number, invocation.Number("--number", 1, 1, jobs));
  Decision decision = session.Decide(static_cast<size_t>(jobs));
  if (decision.conclusion) {
    invocation.out() << ReportText(session, false);
    return 1;
  }
  size_t index = static_cast<size_t>(number) - 1;
  if (index >= decision.probes.size()) {
    invocation.out() << "Nothing for this job: " << decision.probes.size()
                     << (decision.probes.size() == 1 ? " probe" : " probes") << " now\n";
    return 1;
  }
  if (!invocation.Has("--out")) {
    TESTFED_ASSIGN_OR_RETURN(std::string text, ProbeText(session, decision.probes[index]));
    invocation.out() << text;
    return 0;
  }
  const Probe& probe = decision.probes[index];
  TESTFED_ASSIGN_OR_RETURN(std::string text, ProbeText(session, probe));
  TESTFED_RETURN_IF_ERROR(
      invocation.files().Write(invocation.PathOf(invocation.Text("--out")), text));
  invocation.out() << "Tuple " << probe.digest.substr(0, 7) << "   " << ProbeName(session, probe)
                   << "\n";
  return 0;
}

absl::StatusOr<int> SayGood(Invocation& invocation, const std::vector<std::string>& words) {
  return Say(invocation, words, BisectVerdict::kGood);
}

absl::StatusOr<int> SayBad(Invocation& invocation, const std::vector<std::string>& words) {
  return Say(invocation, words, BisectVerdict::kBad);
}

absl::StatusOr<int> SaySkip(Invocation& invocation, const std::vector<std::string>& words) {
  return Say(invocation, words, BisectVerdict::kUnresolved);
}

absl::StatusOr<int> MarkBisect(Invocation& invocation, const std::vector<std::string>& words) {
  TESTFED_ASSIGN_OR_RETURN(BisectSession session, ReadBisect(invocation));
  TESTFED_ASSIGN_OR_RETURN(Trial trial,
                           TrialFromVerdicts(invocation, words, session.signature(), ""));
  if (!Expects(session, trial.tuple_sha256)) return NotExpected(words[0], trial.tuple_sha256);
  session.Record(std::move(trial));
  TESTFED_RETURN_IF_ERROR(WriteBisect(invocation, session));
  invocation.out() << Recorded(session);
  return 0;
}

}  // namespace testfed
