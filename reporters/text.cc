#include "reporters/text.h"

#include <algorithm>
#include <unordered_map>

#include "domains/inline_text.h"
#include "reporters/cause_chains.h"
#include "reporters/columns.h"
#include "reporters/wording.h"

namespace testfed {
namespace {

constexpr size_t kMaxPaths = 12;
constexpr size_t kMaxMergeBases = 3;

std::string InBackticks(std::string_view text) { return "`" + InlineText(text) + "`"; }

constexpr Quoting kQuoting = {
    .text = InlineText, .code = InBackticks, .path = InlinePath, .arrow = " -> "};

// Whether a shell takes `path` as one plain word, so that it may stand in a command to copy.
bool IsPlainWord(std::string_view path) {
  auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '/' || c == '-' || c == '+';
  };
  return !path.empty() && path[0] != '-' && std::all_of(path.begin(), path.end(), is_plain);
}

class TextReport {
 public:
  TextReport(const Plan& plan, const TextOptions& options)
      : plan_(plan), options_(options), chains_(plan) {}

  std::string Render() {
    Since();
    Changed();
    if (plan_.mode == Mode::kFull) {
      Everything();
    } else {
      Affected();
      RemovedOnes();
      if (plan_.jobs.empty()) {
        text_ += "\n" + Bold("Nothing to run") + ": " + WhyNothing(plan_) + "\n";
      } else {
        Run();
      }
    }
    Hints();
    return std::move(text_);
  }

 private:
  bool ShowsEachPath() const { return options_.all_paths || plan_.changes.size() <= kMaxPaths; }

  std::string Bold(std::string_view text) const {
    if (!options_.color || text.empty()) return std::string(text);
    return "\x1b[1m" + std::string(text) + "\x1b[0m";
  }

  // The word that a block begins with, in a column of its own.
  void Block(std::string_view word, std::string_view rest) {
    constexpr size_t kColumn = 10;
    text_ += Bold(word) + std::string(kColumn - word.size(), ' ') + std::string(rest) + "\n";
  }

  void Since() {
    const PlanBase& base = plan_.base;
    std::string range = RangeText(plan_.head);
    std::string line;
    if (base.commit.empty()) {
      line = "no base" + (base.how.empty() ? "" : ", " + InlineText(base.how));
    } else if (base.commit == plan_.head.commit && range.empty()) {
      line = InlineText(ShortId(base.commit)) + ", which is HEAD";
    } else {
      line = BaseIds() + (base.how.empty() ? "" : ", " + InlineText(base.how));
    }
    if (base.confidence != Confidence::kExact) {
      line += " (" + std::string(ToString(base.confidence)) + ")";
    }
    if (!range.empty()) line += ": " + range;
    Block("Since", line);
    if (!plan_.head.messages_complete && !plan_.head.cut_messages_reason.empty()) {
      Block("", "trailers of older commits are missing, which is allowed: " +
                    InlineText(plan_.head.cut_messages_reason));
    }
  }

  std::string BaseIds() const {
    const std::vector<std::string>& commits = plan_.base.commits;
    if (commits.size() < 2) return InlineText(ShortId(plan_.base.commit));
    std::string text;
    for (size_t i = 0; i < std::min(commits.size(), kMaxMergeBases); ++i) {
      text += (i == 0 ? "" : " and ") + InlineText(ShortId(commits[i]));
    }
    if (commits.size() > kMaxMergeBases) {
      text += " and " + std::to_string(commits.size() - kMaxMergeBases) + " more";
    }
    return text;
  }

  void Changed() {
    if (plan_.changes.empty()) {
      Block("Changed", "nothing");
      return;
    }
    Block("Changed",
          Amount(plan_.changes.size(), "path") + ": " + AccountingText(plan_.accounting));
    text_ += "\n";
    if (ShowsEachPath()) {
      Columns columns({2, 3});
      for (const PlannedChange& change : plan_.changes) {
        columns.Row({std::string(1, Letter(change.status)), InlinePath(change.path),
                     OwnersText(change, kQuoting)});
      }
      text_ += columns.Text();
    } else {
      PathsByOwner();
    }
  }

  // One line a domain, in the order of the plan; then one for each other fate of a path.
  void PathsByOwner() {
    struct Line {
      std::string owner;
      size_t count = 0;
      const PlannedChange* first = nullptr;
    };
    std::vector<Line> lines;
    std::unordered_map<std::string_view, size_t> by_domain;
    auto line_of = [&](std::string_view domain) -> Line& {
      auto [at, is_new] = by_domain.emplace(domain, lines.size());
      if (is_new) lines.push_back({InlineText(domain)});
      return lines[at->second];
    };
    for (const AffectedDomain& domain : plan_.affected) line_of(domain.name);
    constexpr PathState kOthers[] = {PathState::kEscalated, PathState::kUnowned,
                                     PathState::kIgnored, PathState::kOwn};
    Line others[std::size(kOthers)];
    auto count = [](Line& line, const PlannedChange& change) {
      if (line.count++ == 0) line.first = &change;
    };
    for (const PlannedChange& change : plan_.changes) {
      for (size_t i = 0; i < std::size(kOthers); ++i) {
        if (change.state == kOthers[i]) {
          others[i].owner = OwnersText(change, kQuoting);
          count(others[i], change);
        }
      }
      if (change.state != PathState::kOwned) continue;
      for (const std::string& domain : change.domains) count(line_of(domain), change);
    }
    lines.insert(lines.end(), std::begin(others), std::end(others));
    Columns columns({3});
    for (const Line& line : lines) {
      if (line.count == 0) continue;
      columns.Row({line.owner, Amount(line.count, "path") + (line.count > 1 ? ", first " : ", ") +
                                   InlinePath(line.first->path)});
    }
    text_ += columns.Text();
  }

  void Affected() {
    const size_t all = plan_.affected.size() + plan_.unaffected.size();
    if (plan_.affected.empty()) {
      if (!plan_.jobs.empty()) {
        text_ += "\n";
        Block("Affected", "none of " + Amount(all, "domain"));
      }
      return;
    }
    text_ += "\n";
    Block("Affected", AmountOf(plan_.affected.size(), all, "domain"));
    text_ += "\n";
    Columns columns({2, 3});
    for (const AffectedDomain& domain : plan_.affected) {
      Sentence why = WhyAffected(domain, chains_, kQuoting);
      columns.Row({InlineText(domain.name), std::move(why.text), std::move(why.at)});
    }
    text_ += columns.Text();
  }

  void RemovedOnes() {
    if (plan_.removed.empty()) return;
    text_ += "\n";
    Block("Removed", AmountRemoved(plan_.removed) + " that only the base has: no job");
    text_ += "\n";
    Columns columns({3});
    for (const Removed& removed : plan_.removed) {
      std::string owners;
      for (const std::string& owner : removed.owners) {
        owners += (owners.empty() ? "" : ", ") + InlineText(owner);
      }
      columns.Row({RemovedText(removed, kQuoting), std::move(owners)});
    }
    text_ += columns.Text();
  }

  void Run() {
    text_ += "\n";
    const auto declared = static_cast<size_t>(std::max(plan_.jobs_declared, 0));
    std::string amount = AmountOf(plan_.jobs.size(), declared, "job");
    if (plan_.tests_total > 0) {
      amount += ", " + AmountOf(static_cast<size_t>(plan_.tests_selected),
                                static_cast<size_t>(plan_.tests_total), "test");
    }
    if (std::string work = WorkText(plan_); !work.empty()) amount += ", " + work;
    Block("Run", amount);
    JobTable();
  }

  void JobTable() {
    text_ += "\n";
    // A column is left out where it would be empty.
    const bool counts = std::any_of(plan_.jobs.begin(), plan_.jobs.end(),
                                    [](const Job& job) { return !TestsText(job).empty(); });
    const bool times = std::any_of(plan_.jobs.begin(), plan_.jobs.end(),
                                   [](const Job& job) { return job.seconds.has_value(); });
    std::vector<size_t> gaps = {3}, right;
    for (bool column : {counts, times}) {
      if (!column) continue;
      right.push_back(gaps.size());
      gaps.push_back(3);
    }
    Columns columns(std::move(gaps), std::move(right));
    auto row = [&](std::string job, std::string tests, std::string time, std::string because) {
      std::vector<std::string> cells = {std::move(job)};
      if (counts) cells.push_back(std::move(tests));
      if (times) cells.push_back(std::move(time));
      cells.push_back(std::move(because));
      columns.Row(std::move(cells));
    };
    row("JOB", "TESTS", "TIME", "BECAUSE");
    for (const Job& job : plan_.jobs) {
      row(InlineText(job.id), TestsText(job), job.seconds ? TimeText(*job.seconds) : "",
          Because(job, chains_, kQuoting));
    }
    text_ += columns.Text();
  }

  void Everything() {
    RemovedOnes();
    const std::string work = WorkText(plan_);
    text_ += "\n" + Bold("Run everything") + ": " + Amount(plan_.jobs.size(), "job") +
             (plan_.tests_total > 0 ? ", " + Amount(plan_.tests_total, "test") : "") +
             (work.empty() ? "" : ", " + work) + "\n";
    Columns columns({3});
    for (const Reason& reason : plan_.escalations) {
      Sentence why = WhyFull(reason, kQuoting);
      columns.Row({std::move(why.text), std::move(why.at)});
    }
    text_ += columns.Text();
    if (options_.all_paths && !plan_.jobs.empty()) JobTable();
  }

  void Hints() {
    for (const Reason& reason : plan_.escalations) {
      if (reason.kind != Reason::Kind::kUnowned || !IsPlainWord(reason.path)) continue;
      text_ += "hint: what to write\n  testfed explain " + reason.path + "\n";
      break;
    }
    if (!ShowsEachPath()) text_ += "hint: for every path, add\n  --all\n";
  }

  const Plan& plan_;
  const TextOptions& options_;
  CauseChains chains_;
  std::string text_;
};

}  // namespace

std::string RenderText(const Plan& plan, const TextOptions& options) {
  return TextReport(plan, options).Render();
}

}  // namespace testfed
