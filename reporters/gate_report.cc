#include "reporters/gate_report.h"

#include <algorithm>

#include "domains/inline_text.h"
#include "domains/words.h"
#include "reporters/columns.h"
#include "reporters/markdown_text.h"
#include "reporters/wording.h"
#include "reporters/workflow_command.h"

namespace testfed {
namespace {

std::string DigestText(const Plan& plan) {
  constexpr size_t kShownDigest = 7 + 12;  // "sha256:" and 12 digits
  return "plan " + InlineText(std::string_view(plan.digest).substr(0, kShownDigest));
}

std::string Headline(const Plan& plan, const GateAnswer& answer) {
  if (answer.IsGreen() && plan.jobs.empty())
    return "green: nothing had to run, " + WhyNothing(plan);
  const size_t all = answer.rows.size();
  if (answer.IsGreen()) {
    return "green: " + AmountOf(all, all, "planned job") + " ran and passed" +
           (answer.tests > 0 ? ", " + Amount(answer.tests, "test") : "") +
           (answer.uncounted > 0 ? "; of " + Amount(answer.uncounted, "job") + " nobody counted"
                                 : "");
  }
  std::string text = "not green: ";
  if (answer.good < all) text += AmountOf(all - answer.good, all, "planned job");
  if (answer.problems.empty()) return text;
  if (answer.good < all) text += ", and ";
  return text + Amount(answer.problems.size(), "problem") +
         (answer.good < all ? " more" : " beside " + Amount(all, "good job"));
}

std::string WhomToAsk(const GateRow& row) {
  if (row.good || row.job->owners.empty()) return "";
  std::string owners;
  for (const std::string& owner : row.job->owners) {
    owners += (owners.empty() ? "" : ", ") + InlineText(owner);
  }
  return owners;
}

std::string Executed(const GateRow& row) {
  if (row.executed >= 0) return std::to_string(row.executed);
  return row.ran ? "?" : "-";
}

std::vector<std::string> Complaints(const GateAnswer& answer) {
  std::vector<std::string> complaints;
  for (const GateRow& row : answer.rows) {
    if (row.good) continue;
    std::string owners = WhomToAsk(row);
    complaints.push_back(row.job->id + ": " + row.sentence +
                         (owners.empty() ? "" : "; ask " + owners));
  }
  complaints.insert(complaints.end(), answer.problems.begin(), answer.problems.end());
  return complaints;
}

bool IsCommit(std::string_view id) {
  return !id.empty() && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Whether a green row has something to say all the same.
bool IsPlain(const GateRow& row) {
  return row.good && (row.sentence == "passed" || row.executed < 0);
}

}  // namespace

std::string RenderGate(const Plan& plan, const GateAnswer& answer) {
  std::string text = Headline(plan, answer) + "   (" + DigestText(plan) + ")\n";
  const bool green = answer.IsGreen();
  const bool all_rows = !green && answer.rows.size() <= kMaxGateRows;
  const bool counts = std::any_of(answer.rows.begin(), answer.rows.end(), [](const GateRow& row) {
    return row.executed >= 0 || !TestsText(*row.job).empty();
  });
  Columns columns(counts ? std::vector<size_t>{3, 3, 3, 3} : std::vector<size_t>{3, 3},
                  counts ? std::vector<size_t>{1, 2} : std::vector<size_t>{});
  size_t rows = 0;
  size_t left_out = 0;
  auto add = [&](std::vector<std::string> cells) {
    if (!counts) cells.erase(cells.begin() + 1, cells.begin() + 3);
    columns.Row(std::move(cells));
  };
  add({"JOB", "PLANNED", "RAN", "ASK", "RESULT"});
  for (const GateRow& row : answer.rows) {
    // In a green answer only what is not as it should be: failures in quarantine, skipped tests.
    const bool shown = all_rows || !row.good || (green && !IsPlain(row) && rows < kMaxGateRows);
    if (!shown) {
      left_out += row.good && !green ? 1 : 0;
      continue;
    }
    ++rows;
    add({row.job->id, TestsText(*row.job), Executed(row), WhomToAsk(row), row.sentence});
  }
  if (rows > 0) text += "\n" + columns.Text();
  if (left_out > 0) text += "  and " + Amount(left_out, "good job") + "\n";
  if (!answer.problems.empty()) text += "\n";
  for (const std::string& problem : answer.problems) text += "  " + problem + "\n";
  return text;
}

std::string RenderGateAnnotations(const GateAnswer& answer) {
  std::vector<std::string> complaints = Complaints(answer);
  constexpr auto kMax = static_cast<size_t>(kMaxAnnotations);
  if (complaints.size() > kMax) {
    const size_t more = complaints.size() - (kMax - 1);
    complaints.resize(kMax - 1);
    complaints.push_back("and " + Amount(more, "problem") + " more, in the log");
  }
  std::string text;
  for (const std::string& complaint : complaints) {
    text += WorkflowCommand({.title = "testfed gate", .message = complaint});
  }
  return text;
}

std::string RenderGateMarkdown(const Plan& plan, const GateAnswer& answer) {
  constexpr size_t kMaxRows = 100;
  constexpr size_t kMaxBytes = 300 * 1024;
  constexpr size_t kMaxCellBytes = 1000;
  std::string text = "### testfed gate: " + Headline(plan, answer) + "\n\n";
  auto cell = [](std::string_view part) { return MarkdownPlain(Clipped(part, kMaxCellBytes)); };
  MarkdownRows rows(kMaxRows, kMaxBytes);
  size_t wanted = 0;
  for (bool good : {false, true}) {  // what is not good must not be what has no room
    for (const GateRow& row : answer.rows) {
      if (row.good != good || (answer.IsGreen() && IsPlain(row))) continue;
      ++wanted;
      if (rows.IsFull()) continue;
      std::string owners;
      for (const std::string& owner : good ? std::vector<std::string>() : row.job->owners) {
        owners += (owners.empty() ? "" : ", ") + MarkdownCode(Clipped(owner, kMaxCellBytes));
      }
      rows.Row({cell(row.job->id), TestsText(*row.job), Executed(row), owners, cell(row.sentence)});
    }
  }
  if (wanted > 0) {
    text +=
        "| Job | Planned | Ran | Ask | Result |\n| --- | ---: | ---: | --- | --- |\n" + rows.text();
    if (wanted > rows.rows()) text += "\nand " + Amount(wanted - rows.rows(), "job") + " more\n";
    text += "\n";
  }
  MarkdownRows list(kMaxRows, kMaxBytes);
  for (const std::string& problem : answer.problems) list.Line("- " + cell(problem));
  text += list.text();
  if (answer.problems.size() > list.rows()) {
    text += "\nand " + Amount(answer.problems.size() - list.rows(), "problem") + " more\n";
  }
  return text + (answer.problems.empty() ? "" : "\n") + MarkdownCode(DigestText(plan)) + "\n";
}

std::string GateAgain(const Plan& plan, const GateAnswer& answer, const std::string& file) {
  std::string jobs;
  constexpr size_t kMaxJobs = 20;
  size_t count = 0;
  for (const GateRow& row : answer.rows) {
    if (!row.good && ++count <= kMaxJobs) jobs += " " + row.job->id;
  }
  if (count == 0) return "";
  if (count > kMaxJobs) jobs.clear();  // then all of them
  if (IsCommit(plan.base.commit) && IsCommit(plan.head.commit) && plan.head.uncommitted == 0) {
    // Without the last word a smaller plan might not have the jobs.
    return "testfed run --base " + std::string(ShortId(plan.base.commit)) + " --head " +
           std::string(ShortId(plan.head.commit)) +
           (plan.mode == Mode::kFull ? " --full gate" : "") + jobs;
  }
  return "testfed run --plan " + QuoteWord(InlineText(file)) + jobs;
}

}  // namespace testfed
