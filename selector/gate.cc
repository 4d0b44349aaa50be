#include "selector/gate.h"

#include <algorithm>
#include <array>
#include <map>

#include "domains/inline_text.h"
#include "selector/job_verdict.h"
#include "selector/packing.h"

namespace testfed {
namespace {

constexpr std::string_view kPlanJob = "plan";

std::string Quoted(std::string_view text) { return "`" + InlineText(text) + "`"; }

std::string Joined(const std::vector<std::string>& texts) {
  std::string all;
  for (size_t i = 0; i < texts.size(); ++i) {
    all += (i == 0 ? "" : i + 1 == texts.size() ? " and " : ", ") + texts[i];
  }
  return all;
}

// "sha256:0914d242d2f5"
std::string ShortDigest(std::string_view digest) {
  constexpr size_t kShown = 7 + 12;
  return InlineText(digest.substr(0, kShown));
}

class Gate {
 public:
  Gate(const Plan& plan, const std::vector<ReceiptFile>& files,
       const std::vector<ResultWord>& results)
      : plan_(plan), files_(files), results_(results) {}

  GateAnswer Run() {
    ReadFiles();
    ReadLegs();
    for (const Job& job : plan_.jobs) AddRow(job);
    ReadResults();
    return std::move(answer_);
  }

 private:
  void Problem(std::string text) { answer_.problems.push_back(std::move(text)); }

  void ReadFiles() {
    for (const Job& job : plan_.jobs) receipts_[job.id];
    for (const ReceiptFile& file : files_) {
      const std::string path = InlinePath(file.path);
      if (!file.receipt.ok()) {
        // What the reader says names the file already.
        Problem("no receipt: " + InlineText(MessageOf(file.receipt.status())));
        continue;
      }
      const Receipt& receipt = *file.receipt;
      auto planned = receipts_.find(receipt.job);
      if (receipt.plan_digest != plan_.digest) {
        Problem(path + ": a receipt of " + Quoted(receipt.job) + " for another plan, " +
                ShortDigest(receipt.plan_digest));
        if (planned != receipts_.end()) planned->second.other_plan = true;
      } else if (planned == receipts_.end()) {
        Problem(path + ": a receipt of " + Quoted(receipt.job) + ", which the plan does not have");
      } else {
        planned->second.files.push_back(&file);
      }
    }
  }

  // Only where several jobs share a leg does its name say more than the job's.
  void ReadLegs() {
    // As the legs that ran were packed; where none did, as for GitHub.
    size_t max_legs = kMaxLegs;
    for (const ReceiptFile& file : files_) {
      if (!file.receipt.ok() || file.receipt->plan_digest != plan_.digest) continue;
      max_legs = MaxLegsOf(file.receipt->leg).value_or(max_legs);
    }
    absl::StatusOr<std::vector<Leg>> legs = PackLegs(plan_, max_legs);
    if (!legs.ok()) return;  // then there is no matrix
    for (const Leg& leg : *legs) {
      if (leg.jobs.size() == 1) continue;
      const bool started = std::any_of(leg.jobs.begin(), leg.jobs.end(), [&](const auto& job) {
        return !receipts_[job].files.empty();
      });
      for (const std::string& job : leg.jobs) legs_[job] = {leg.id, started};
    }
  }

  std::string WhyMissing(const Job& job) const {
    const Receipts& receipts = receipts_.at(job.id);
    if (receipts.other_plan) return "no receipt for this plan, only one for another";
    auto leg = legs_.find(job.id);
    if (leg == legs_.end()) {
      return "no receipt: the job did not start, was cancelled, or could not upload";
    }
    return "no receipt: the leg " + leg->second.id +
           (leg->second.started ? " ended before it"
                                : " did not start, was cancelled, or could not upload");
  }

  void AddRow(const Job& job) {
    GateRow row;
    row.job = &job;
    const std::vector<const ReceiptFile*>& files = receipts_.at(job.id).files;
    if (files.empty()) {
      row.sentence = WhyMissing(job);
    } else if (files.size() > 1) {
      std::vector<std::string> paths;
      for (const ReceiptFile* file : files) paths.push_back(InlinePath(file->path));
      row.sentence = std::to_string(files.size()) +
                     " receipts, and nothing says which holds: " + Joined(paths);
    } else {
      const Receipt& receipt = *files.front()->receipt;
      JobVerdict verdict = JudgeJob(job, receipt);
      if (receipt.tests) row.executed = receipt.tests->Executed();
      row.ran = receipt.calls > 0;
      row.good = verdict.good;
      answer_.uncounted += row.good && !receipt.tests ? 1 : 0;
      row.sentence = std::move(verdict.sentence);
      if (receipt.tests) answer_.tests += row.executed;
    }
    answer_.good += row.good ? 1 : 0;
    answer_.rows.push_back(std::move(row));
  }

  void ReadResults() {
    std::map<std::string, std::string> words;
    for (const ResultWord& result : results_) {
      auto [known, is_new] = words.emplace(result.job, result.word);
      if (!is_new && known->second != result.word) {
        Problem("two results of " + Quoted(result.job) + ": " + Quoted(known->second) + " and " +
                Quoted(result.word));
      }
      ReadResult(result);
    }
  }

  void ReadResult(const ResultWord& result) {
    constexpr std::array<std::string_view, 2> kSkipped = {"skipped", "manual"};
    constexpr std::array<std::string_view, 7> kBad = {
        "failure", "failed", "cancelled", "canceled", "timed_out", "neutral", "action_required"};
    const std::string job = Quoted(result.job);
    if (result.word == "success") return;
    if (result.word.empty()) {
      Problem("the result of " + job + " is empty; is it among the `needs` of the gate?");
    } else if (std::find(kSkipped.begin(), kSkipped.end(), result.word) != kSkipped.end()) {
      if (result.job == kPlanJob) {
        Problem(job + " was skipped, and without it there is no plan for this run");
      } else if (!plan_.jobs.empty()) {
        Problem(job + " was skipped, though the plan has " + std::to_string(plan_.jobs.size()) +
                (plan_.jobs.size() == 1 ? " job" : " jobs"));
      }
    } else if (std::find(kBad.begin(), kBad.end(), result.word) != kBad.end()) {
      Problem(job + " ended with " + Quoted(result.word) +
              (answer_.good == plan_.jobs.size() && answer_.good > 0
                   ? ", though every planned job has a good receipt"
                   : ""));
    } else {
      Problem("the result of " + job + " is " + Quoted(result.word) +
              ", a word that testfed does not know");
    }
  }

  struct Receipts {
    std::vector<const ReceiptFile*> files;
    bool other_plan = false;
  };
  struct LegOfJob {
    std::string id;
    bool started = false;  // another of its jobs has a receipt
  };

  const Plan& plan_;
  const std::vector<ReceiptFile>& files_;
  const std::vector<ResultWord>& results_;
  std::map<std::string, Receipts> receipts_;  // by id, one a planned job
  std::map<std::string, LegOfJob> legs_;      // by id, of jobs that share one
  GateAnswer answer_;
};

}  // namespace

GateAnswer Judge(const Plan& plan, const std::vector<ReceiptFile>& files,
                 const std::vector<ResultWord>& results) {
  return Gate(plan, files, results).Run();
}

}  // namespace testfed
