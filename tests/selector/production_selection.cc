#include "tests/selector/production_selection.h"

#include <cstdio>
#include <cstdlib>

#include "tests/selector/config_text.h"

namespace testfed {
namespace {

ChangeStatus StatusOf(char letter) {
  switch (letter) {
    case 'A':
      return ChangeStatus::kAdded;
    case 'D':
      return ChangeStatus::kDeleted;
    case 'T':
      return ChangeStatus::kTypeChanged;
    default:
      return ChangeStatus::kModified;
  }
}

std::string IdOf(size_t number) {
  std::string digits = std::to_string(number);
  return std::string(40 - digits.size(), '0') + digits;
}

}  // namespace

std::shared_ptr<const Configuration> ReadByProduction(std::string_view text) {
  auto configuration = ReadConfiguration(text, "domains.yaml");
  if (!configuration.ok()) {
    std::fprintf(stderr, "%s\n%s\n", std::string(text).c_str(),
                 MessageOf(configuration.status()).c_str());
    std::abort();
  }
  return *configuration;
}

SelectionRequest RequestOf(const slow::SelectionCase& selection_case) {
  const slow::SelectionCase& c = selection_case;
  SelectionRequest request;
  request.head = ReadByProduction(PrintConfig(c.head));
  if (c.base) request.bases.push_back(ReadByProduction(PrintConfig(*c.base)));
  for (const slow::Config& base : c.more_bases) {
    request.bases.push_back(ReadByProduction(PrintConfig(base)));
  }
  request.list_without_base = c.list_without_base;
  if (!c.base && !c.list_without_base) {
    request.base_problem = "domains.yaml does not exist at the base";
  }
  Range& range = request.range;
  for (size_t i = 0; i < request.bases.size(); ++i) range.base_trees.push_back(IdOf(i));
  for (const slow::ChangedPath& change : c.changes) {
    range.changes.push_back({change.path, StatusOf(change.status)});
  }
  for (size_t i = 0; i < c.messages.size(); ++i) {
    Commit commit;
    commit.id = IdOf(100 + i);
    commit.message = c.messages[i];
    range.commits.push_back(std::move(commit));
  }
  range.head.messages_complete = !c.messages_cut;
  return request;
}

slow::Selection AnswerOf(const Plan& plan) {
  slow::Selection answer;
  answer.mode = ToString(plan.mode);
  for (const PlannedChange& change : plan.changes) {
    answer.paths.push_back({change.path, std::string(ToString(change.state)), change.domains});
  }
  for (const AffectedDomain& domain : plan.affected) {
    answer.affected.push_back(domain.name);
    if (domain.changed) answer.changed.push_back(domain.name);
    if (domain.direct_only) answer.direct_only.push_back(domain.name);
  }
  for (const Job& job : plan.jobs) answer.jobs.insert(job.id);
  for (const Removed& removed : plan.removed) {
    answer.removed.insert(removed.domain + (removed.suite.empty() ? "" : "/" + removed.suite));
  }
  for (const Reason& reason : plan.escalations) {
    answer.escalations.emplace(ToString(reason.kind));
  }
  return answer;
}

slow::Selection SelectByProduction(const slow::SelectionCase& selection_case) {
  return AnswerOf(Select(RequestOf(selection_case)));
}

}  // namespace testfed
