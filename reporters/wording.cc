#include "reporters/wording.h"

#include <algorithm>

#include "domains/amount.h"

namespace testfed {
namespace {

// Counts are never so large that they change their sign.
std::string WithThousands(size_t count) {
  return testfed::WithThousands(static_cast<std::int64_t>(count));
}

size_t Unsigned(int count) { return count < 0 ? 0 : static_cast<size_t>(count); }

std::string ChainText(std::string_view domain, const CauseChains& chains, const Quoting& quoting) {
  const CauseChains::Shown chain = chains.ShownChainOf(domain);
  if (chain.names.empty()) return quoting.text(domain);
  if (chain.names.size() == 1) return quoting.text(domain) + " changed";
  std::string text;
  for (size_t i = 0; i < chain.names.size(); ++i) {
    if (i > 0) text += quoting.arrow;
    const bool is_gap = chain.left_out > 0 && i == 2;
    text += is_gap ? "(" + WithThousands(chain.left_out) + " more)" : quoting.text(chain.names[i]);
  }
  return text;
}

// "PATH and 3 more" of a reason that stands for several paths.
std::string PathsText(const Reason& reason, const Quoting& quoting) {
  std::string text = quoting.path(reason.path);
  if (reason.count > 1) text += " and " + WithThousands(Unsigned(reason.count) - 1) + " more";
  return text;
}

std::string CommitText(const Reason& reason, const Quoting& quoting) {
  return "commit " + quoting.text(ShortId(reason.commit));
}

// A rule's reason may be left out in the declarations, and then there is nothing to say after it.
std::string FullPathText(const Reason& reason, const Quoting& quoting) {
  if (!reason.text.empty()) return quoting.text(reason.text);
  return "a change of " + PathsText(reason, quoting) + " runs everything";
}

std::string Because(const Reason& reason, const Quoting& quoting) {
  return reason.text.empty() ? "" : ": " + quoting.text(reason.text);
}

std::string Describe(const Reason& reason, const Quoting& quoting) {
  switch (reason.kind) {
    case Reason::Kind::kChanges:
      return "changed";
    case Reason::Kind::kDeclaration:
      return "its declaration changed: " + quoting.text(reason.text);
    case Reason::Kind::kTrailer:
      return CommitText(reason, quoting) + " names it: " + quoting.code(reason.text);
    case Reason::Kind::kEdge:
      return "fullyAffectedBy " + quoting.text(reason.domain);
    case Reason::Kind::kDirectEdge:
      return "mustRunAllTestsOnChangesIn " + quoting.text(reason.domain);
    case Reason::Kind::kDomain:
      return quoting.text(reason.domain) + " is affected";
    case Reason::Kind::kSmoke:
      return "smoke";
    case Reason::Kind::kFull:
      return "full";
    case Reason::Kind::kSmokeTests:
      return "smoke";
    case Reason::Kind::kDomainTests:
      return Amount(reason.count, "test") + " of " + quoting.text(reason.domain);
    case Reason::Kind::kContract:
      return quoting.text(reason.domain) + std::string(quoting.arrow) + "contract " +
             quoting.text(reason.name);
    case Reason::Kind::kContractText:
      return "contract " + quoting.text(reason.name) + " changed";
    case Reason::Kind::kUndecidedTests:
      return Amount(reason.count, "test") + " with an undecided tag";
    case Reason::Kind::kUndecided:
      return quoting.text(reason.text);
    case Reason::Kind::kFullPath:
      return FullPathText(reason, quoting);
    case Reason::Kind::kUnowned:
      if (reason.count <= 1) return quoting.path(reason.path) + " belongs to no domain";
      return Amount(reason.count, "path") + " belong to no domain, first " +
             quoting.path(reason.path);
    case Reason::Kind::kSettings:
      return quoting.code("$settings") + " changed: " + quoting.text(reason.text);
    case Reason::Kind::kNoConfiguration:
      return quoting.text(reason.text) + ", so nothing can be left out yet";
    case Reason::Kind::kTrailerAll:
      return CommitText(reason, quoting) + " asks for everything: " + quoting.code(reason.text);
    case Reason::Kind::kTrailerUnknown:
      return CommitText(reason, quoting) + " names " + quoting.code(reason.name) +
             ", which is no domain: " + quoting.code(reason.text);
    case Reason::Kind::kRequested:
      return "asked for with --full: " + quoting.text(reason.text);
    case Reason::Kind::kEnvironment:
      return "TESTFED_FULL is set: " + quoting.text(reason.text);
    case Reason::Kind::kPush:
      return "a push to " + quoting.text(reason.name) + Because(reason, quoting);
    case Reason::Kind::kEvent:
      return "the event " + quoting.text(reason.name) +
             (reason.at.empty() ? " has no base" : Because(reason, quoting));
    case Reason::Kind::kLabel:
      return "the label " + quoting.text(reason.name) + Because(reason, quoting);
    case Reason::Kind::kNoBase:
      return "the base cannot be trusted: " + quoting.text(reason.text);
    case Reason::Kind::kOwnFileWithoutBase:
      return quoting.path(reason.path) +
             " is one of testfed's own files, and the list of changes has no base";
    case Reason::Kind::kMessagesCut:
      return "the history is cut inside this range, and a trailer in an older message would be "
             "lost";
  }
  return "";
}

}  // namespace

std::string Amount(size_t count, std::string_view noun) {
  return WithThousands(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string Amount(int count, std::string_view noun) { return Amount(Unsigned(count), noun); }

std::string AmountOf(size_t count, size_t all, std::string_view noun) {
  if (count >= all) return Amount(count, noun);
  return WithThousands(count) + " of " + Amount(all, noun);
}

std::string AccountingText(const Accounting& accounting) {
  std::string text;
  auto add = [&](int count, std::string_view word) {
    if (count == 0) return;
    text += (text.empty() ? "" : ", ") + WithThousands(Unsigned(count)) + " " + std::string(word);
  };
  add(accounting.owned, "owned");
  add(accounting.ignored, "ignored");
  add(accounting.escalated, "escalated");
  add(accounting.unowned, "unowned");
  add(accounting.own, "of testfed's own");
  return text;
}

std::string_view ShortId(std::string_view commit) { return commit.substr(0, 7); }

std::string RangeText(const PlanHead& head) {
  std::string text;
  if (head.commits > 0) text = Amount(head.commits, "commit");
  if (head.uncommitted > 0) {
    text += (text.empty() ? "" : " and ") + Amount(head.uncommitted, "uncommitted path");
  }
  return text;
}

std::string OwnersText(const PlannedChange& change, const Quoting& quoting) {
  switch (change.state) {
    case PathState::kIgnored:
      return "ignored";
    case PathState::kEscalated:
      return "full";
    case PathState::kUnowned:
      return "(unowned)";
    case PathState::kOwn:
      return "testfed";
    case PathState::kOwned:
      break;
  }
  std::string text;
  for (const std::string& domain : change.domains) {
    text += (text.empty() ? "" : ", ") + quoting.text(domain);
  }
  return text;
}

std::string Because(const Job& job, const CauseChains& chains, const Quoting& quoting) {
  std::string text;
  constexpr size_t kMostReasons = 4;
  for (size_t i = 0; i < job.reasons.size(); ++i) {
    const Reason& reason = job.reasons[i];
    if (i + 1 > kMostReasons && job.reasons.size() > kMostReasons + 1) {
      text += " and " + WithThousands(job.reasons.size() - i) + " more";
      break;
    }
    text += text.empty() ? "" : ", ";
    text += reason.kind == Reason::Kind::kDomain ? ChainText(reason.domain, chains, quoting)
                                                 : Describe(reason, quoting);
  }
  return text;
}

std::string TestsText(const Job& job) {
  if (!job.listed || job.total == 0) return "";
  auto selected = static_cast<size_t>(job.selected), total = static_cast<size_t>(job.total);
  if (job.shard_by == Job::ShardBy::kRunner) {
    return std::to_string(job.shard) + "/" + std::to_string(job.shards) + " of " +
           WithThousands(total);
  }
  if (job.shard_by == Job::ShardBy::kRest) {
    return "other " + WithThousands(selected) + " of " + WithThousands(total);
  }
  if (job.all && job.shards == 1) return "all " + WithThousands(total);
  return WithThousands(selected) + " of " + WithThousands(total);
}

std::string TimeText(std::int64_t seconds) {
  auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  if (seconds < 60) return std::to_string(seconds) + "s";
  if (seconds < 3600) return std::to_string(seconds / 60) + "m" + two(seconds % 60);
  return std::to_string(seconds / 3600) + "h" + two(seconds / 60 % 60);
}

std::string WorkText(const Plan& plan) {
  std::int64_t sum = 0;
  int longest = 0;
  bool any = false, all = true;
  for (const Job& job : plan.jobs) {
    any |= job.seconds.has_value();
    all &= job.seconds.has_value();
    sum += job.seconds.value_or(0);
    longest = std::max(longest, job.seconds.value_or(0));
  }
  if (!any) return "";
  return std::string(all ? "" : "at least ") + TimeText(sum) + " of work, the longest " +
         TimeText(longest);
}

Sentence WhyAffected(const AffectedDomain& domain, const CauseChains& chains,
                     const Quoting& quoting) {
  const Reason* step = chains.LastStepOf(domain.name);
  if (step != nullptr) {
    return {Describe(*step, quoting), step->at.empty() ? "" : quoting.path(step->at)};
  }
  // Of its own causes a changed path is the plainest; a declaration or a trailer is said in full.
  auto is_changes = [](const Reason& r) { return r.kind == Reason::Kind::kChanges; };
  const auto& reasons = domain.reasons;
  if (reasons.empty() || std::any_of(reasons.begin(), reasons.end(), is_changes)) {
    return {"changed", ""};
  }
  return {Describe(reasons.front(), quoting), ""};
}

Sentence WhyFull(const Reason& reason, const Quoting& quoting) {
  std::string at = reason.at.empty() ? "" : quoting.path(reason.at);
  return {Describe(reason, quoting), reason.at_base ? at + " at the base" : at};
}

std::string WhyNothing(const Plan& plan) {
  const Accounting& a = plan.accounting;
  if (a.total == 0) return "no path differs";
  if (a.ignored == a.total) return "every changed path is ignored";
  if (!plan.affected.empty()) return "no affected domain has a job";
  if (a.own + a.ignored == a.total)
    return "testfed's own files changed in nothing that a test needs";
  return "no changed path affects a domain that has a job";
}

std::string AmountRemoved(const std::vector<Removed>& removed) {
  const auto domains = static_cast<size_t>(std::count_if(
      removed.begin(), removed.end(), [](const Removed& one) { return one.suite.empty(); }));
  const auto tests = static_cast<size_t>(std::count_if(
      removed.begin(), removed.end(), [](const Removed& one) { return !one.test.empty(); }));
  const size_t suites = removed.size() - domains - tests;
  std::vector<std::string> parts;
  if (domains > 0) parts.push_back(Amount(domains, "domain"));
  if (suites > 0) parts.push_back(Amount(suites, "suite"));
  if (tests > 0) parts.push_back(Amount(tests, "test"));
  std::string text;
  for (size_t i = 0; i < parts.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return text;
}

std::string RemovedText(const Removed& removed, const Quoting& quoting) {
  std::string text = quoting.text(removed.domain);
  if (!removed.suite.empty()) text += " / " + quoting.text(removed.suite);
  if (!removed.test.empty()) text += ": " + quoting.text(removed.test);
  return text;
}

}  // namespace testfed
