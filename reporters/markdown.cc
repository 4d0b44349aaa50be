#include "reporters/markdown.h"

#include <algorithm>

#include "domains/inline_text.h"
#include "reporters/cause_chains.h"
#include "reporters/markdown_text.h"
#include "reporters/mermaid.h"
#include "reporters/wording.h"

namespace testfed {
namespace {

constexpr size_t kMaxJobs = 100;
constexpr size_t kMaxPaths = 200;
constexpr size_t kMaxNames = 500;
constexpr size_t kMaxReasons = 50;
// Of one part of the summary. There are five, and the rest is short: below 1 MiB together.
constexpr size_t kMaxPartBytes = 160 * 1024;
constexpr size_t kMaxPhraseBytes = 400;

std::string Phrase(std::string_view text) { return MarkdownPlain(Clipped(text, kMaxPhraseBytes)); }
std::string Written(std::string_view text) { return MarkdownCode(Clipped(text, kMaxPhraseBytes)); }

constexpr Quoting kQuoting = {
    .text = Phrase, .code = Written, .path = MarkdownPath, .arrow = " &rarr; "};

class MarkdownReport {
 public:
  explicit MarkdownReport(const Plan& plan) : plan_(plan), chains_(plan) {}

  std::string Render() {
    Headline();
    if (plan_.mode == Mode::kFull) Escalations();
    Jobs();
    Picture();
    RemovedOnes();
    Paths();
    NotAffected();
    Footer();
    return std::move(text_);
  }

 private:
  void Headline() {
    const auto declared = static_cast<size_t>(std::max(plan_.jobs_declared, 0));
    if (plan_.mode == Mode::kFull) {
      text_ += "### testfed: everything, " + Amount(plan_.jobs.size(), "job") +
               (plan_.tests_total > 0 ? ", " + Amount(plan_.tests_total, "test") : "") + "\n\n";
    } else if (plan_.jobs.empty()) {
      text_ += "### testfed: nothing to run\n\nNo job: " + WhyNothing(plan_) + ". ";
    } else {
      text_ += "### testfed: " + AmountOf(plan_.jobs.size(), declared, "job");
      if (plan_.tests_total > 0) {
        text_ += ", " + AmountOf(static_cast<size_t>(plan_.tests_selected),
                                 static_cast<size_t>(plan_.tests_total), "test");
      }
      text_ += "\n\n";
    }
    if (std::string work = WorkText(plan_); !work.empty()) text_ += work + ". ";
    text_ += Provenance() + "\n";
  }

  std::string Provenance() const {
    std::string text =
        plan_.head.commit.empty() ? Written(plan_.head.rev) : Written(ShortId(plan_.head.commit));
    if (plan_.head.uncommitted > 0) {
      text += " and " + Amount(plan_.head.uncommitted, "uncommitted path");
    }
    text += plan_.base.commit.empty() ? " without a base"
                                      : " against " + Written(ShortId(plan_.base.commit));
    if (!plan_.base.how.empty()) text += ", " + Phrase(plan_.base.how);
    text += " (" + std::string(ToString(plan_.base.confidence)) + ").";
    if (!plan_.head.messages_complete && !plan_.head.cut_messages_reason.empty()) {
      text += " Trailers of older commits are missing, which is allowed: " +
              Written(plan_.head.cut_messages_reason) + ".";
    }
    return text;
  }

  // "and 12 more": what a part had no room for.
  void More(size_t all, size_t shown, std::string_view noun) {
    if (shown == all) return;
    text_ += "\nand " + Amount(all - shown, noun) + " more, in the plan file\n";
  }

  void Escalations() {
    text_ += "\n";
    MarkdownRows rows(kMaxReasons, kMaxPartBytes);
    for (const Reason& reason : plan_.escalations) {
      const Sentence why = WhyFull(reason, kQuoting);
      rows.Line("- " + why.text + (why.at.empty() ? "" : " " + why.at));
    }
    text_ += rows.text();
    More(plan_.escalations.size(), rows.rows(), "reason");
  }

  void Jobs() {
    if (plan_.jobs.empty()) return;
    const bool counts = std::any_of(plan_.jobs.begin(), plan_.jobs.end(),
                                    [](const Job& job) { return !TestsText(job).empty(); });
    const bool times = std::any_of(plan_.jobs.begin(), plan_.jobs.end(),
                                   [](const Job& job) { return job.seconds.has_value(); });
    text_ += std::string("\n| Job |") + (counts ? " Tests |" : "") + (times ? " Time |" : "") +
             " Because |\n| --- |" + (counts ? " ---: |" : "") + (times ? " ---: |" : "") +
             " --- |\n";
    MarkdownRows rows(kMaxJobs, kMaxPartBytes);
    for (const Job& job : plan_.jobs) {
      if (rows.IsFull()) break;
      std::vector<std::string> cells = {Phrase(job.id)};
      if (counts) cells.push_back(TestsText(job));
      if (times) cells.push_back(job.seconds ? TimeText(*job.seconds) : "");
      cells.push_back(Because(job, chains_, kQuoting));
      rows.Row(std::move(cells));
    }
    text_ += rows.text();
    More(plan_.jobs.size(), rows.rows(), "job");
  }

  // Of a full plan it would show what does not matter: everything runs.
  void Picture() {
    if (plan_.mode == Mode::kFull) return;
    const std::string picture = RenderMermaid(plan_);
    if (!picture.empty()) text_ += "\n```mermaid\n" + picture + "```\n";
  }

  void Fold(std::string_view summary) {
    text_ += "\n<details><summary>" + std::string(summary) + "</summary>\n\n";
  }
  void EndFold() { text_ += "\n</details>\n"; }

  void RemovedOnes() {
    if (plan_.removed.empty()) return;
    Fold("Only the base has, so no job: " + AmountRemoved(plan_.removed));
    text_ += "| Removed | Owners |\n| --- | --- |\n";
    MarkdownRows rows(kMaxJobs, kMaxPartBytes);
    for (const Removed& removed : plan_.removed) {
      if (rows.IsFull()) break;
      std::string owners;
      for (const std::string& owner : removed.owners) {
        owners += (owners.empty() ? "" : ", ") + Written(owner);
      }
      rows.Row({RemovedText(removed, kQuoting), owners});
    }
    text_ += rows.text();
    More(plan_.removed.size(), rows.rows(), "row");
    EndFold();
  }

  void Paths() {
    if (plan_.changes.empty()) return;
    Fold(Amount(plan_.changes.size(), "changed path") + ": " + AccountingText(plan_.accounting));
    text_ += "| | Path | Domains | Rule |\n| --- | --- | --- | --- |\n";
    MarkdownRows rows(kMaxPaths, kMaxPartBytes);
    for (const PlannedChange& change : plan_.changes) {
      if (rows.IsFull()) break;
      const std::optional<Rule>& rule = change.rule.has_value() ? change.rule : change.base_rule;
      rows.Row({std::string(1, Letter(change.status)), MarkdownPath(change.path),
                OwnersText(change, kQuoting),
                rule.has_value() ? Written(rule->pattern) + " " + Written(rule->at) : ""});
    }
    text_ += rows.text();
    More(plan_.changes.size(), rows.rows(), "path");
    EndFold();
  }

  void NotAffected() {
    if (plan_.mode == Mode::kFull || plan_.unaffected.empty()) return;
    const size_t all = plan_.affected.size() + plan_.unaffected.size();
    Fold("Not affected: " + AmountOf(plan_.unaffected.size(), all, "domain"));
    size_t shown = 0;
    size_t bytes = 0;
    for (const std::string& name : plan_.unaffected) {
      const std::string plain = Phrase(name);
      bytes += plain.size() + 2;
      if (shown == kMaxNames || bytes > kMaxPartBytes) break;
      text_ += (shown == 0 ? "" : ", ") + plain;
      ++shown;
    }
    text_ += shown == plan_.unaffected.size() ? ".\n" : "\n";
    More(plan_.unaffected.size(), shown, "domain");
    EndFold();
  }

  void Footer() {
    text_ += "\n";
    // Only commits can be had at another desk.
    auto is_id = [](std::string_view id) {
      return !id.empty() && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    };
    if (is_id(plan_.base.commit) && is_id(plan_.head.commit) && plan_.head.uncommitted == 0) {
      text_ += "Here: `testfed run --base " + std::string(ShortId(plan_.base.commit)) + " --head " +
               std::string(ShortId(plan_.head.commit)) + "` &nbsp; ";
    }
    constexpr size_t kShownDigest = 7 + 12;  // "sha256:" and 12 digits
    text_ += "Plan " + Written(std::string_view(plan_.digest).substr(0, kShownDigest)) + "\n";
  }

  const Plan& plan_;
  CauseChains chains_;
  std::string text_;
};

}  // namespace

std::string RenderMarkdown(const Plan& plan) { return MarkdownReport(plan).Render(); }

}  // namespace testfed
