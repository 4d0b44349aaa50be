#include "domains/declarations.h"

namespace testfed {

std::string_view ToString(Runner runner) {
  switch (runner) {
    case Runner::kCommand:
      return "command";
    case Runner::kGtest:
      return "gtest";
    case Runner::kCtest:
      return "ctest";
    case Runner::kJunit:
      return "junit";
    case Runner::kPytest:
      return "pytest";
    case Runner::kGo:
      return "go";
    case Runner::kJest:
      return "jest";
    case Runner::kVitest:
      return "vitest";
    case Runner::kBazel:
      return "bazel";
  }
  return "";
}

std::optional<Runner> RunnerOf(std::string_view name) {
  for (Runner runner :
       {Runner::kCommand, Runner::kGtest, Runner::kCtest, Runner::kJunit, Runner::kPytest,
        Runner::kGo, Runner::kJest, Runner::kVitest, Runner::kBazel}) {
    if (ToString(runner) == name) return runner;
  }
  return std::nullopt;
}

std::optional<DomainId> Declarations::Find(std::string_view name) const {
  auto found = by_name_.find(name);
  return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

bool Declarations::DeclaresSuites() const {
  if (settings.default_suite) return true;
  for (const Domain& domain : domains) {
    if (!domain.suites.empty()) return true;
  }
  return false;
}

std::vector<const Suite*> Declarations::SuitesOf(DomainId id) const {
  const Domain& domain = (*this)[id];
  std::vector<const Suite*> suites;
  for (const Suite& suite : domain.suites) suites.push_back(&suite);
  if (suites.empty() && settings.default_suite) suites.push_back(&*settings.default_suite);
  return suites;
}

void Declarations::Index() {
  by_name_.clear();
  for (size_t i = 0; i < domains.size(); ++i) {
    by_name_.emplace(domains[i].name, DomainId(static_cast<int>(i)));
  }
}

}  // namespace testfed
