#include "tests/domains/declared_rules.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace testfed {
namespace {

std::vector<DeclaredPattern> Parsed(const std::vector<std::string>& texts, int& line) {
  std::vector<DeclaredPattern> patterns;
  for (const std::string& text : texts) {
    absl::StatusOr<Pattern> pattern = Pattern::Parse(text);
    if (!pattern.ok()) {
      std::fprintf(stderr, "`%s` %s\n", text.c_str(), MessageOf(pattern.status()).c_str());
      std::abort();
    }
    patterns.push_back({*std::move(pattern), {++line, 1}});
  }
  return patterns;
}

// The segments of a path but the last, and the last.
std::vector<std::string> Split(const std::string& path) {
  std::vector<std::string> names;
  size_t begin = 0;
  for (size_t slash; (slash = path.find('/', begin)) != std::string::npos; begin = slash + 1) {
    names.push_back(path.substr(begin, slash - begin));
  }
  names.push_back(path.substr(begin));
  return names;
}

}  // namespace

Declarations Declare(const RandomRules& rules) {
  Declarations declarations;
  declarations.file = "domains.yaml";
  int line = 0;
  for (const slow::Rules& rule : rules.domains) {
    Domain domain;
    domain.name = rule.name;
    domain.include = Parsed(rule.include, line);
    domain.exclude = Parsed(rule.exclude, line);
    declarations.domains.push_back(std::move(domain));
  }
  if (rules.exclusive) declarations.settings.ownership = OwnershipKind::kExclusive;
  declarations.settings.ignore = Parsed(rules.ignore, line);
  if (!rules.full.empty()) {
    declarations.settings.full.emplace_back();
    declarations.settings.full.back().paths = Parsed(rules.full, line);
  }
  declarations.Index();
  return declarations;
}

slow::Decision DecisionOf(const Declarations& declarations, const Judgement& judgement) {
  slow::Decision decision;
  switch (judgement.state) {
    case OwnershipState::kFull:
      return {slow::Decision::State::kFull, {}};
    case OwnershipState::kIgnored:
      return {slow::Decision::State::kIgnored, {}};
    case OwnershipState::kOwned:
      decision.state = slow::Decision::State::kOwned;
      break;
    case OwnershipState::kOwn:  // the caller asks for no such path
    case OwnershipState::kUnowned:
      break;
  }
  for (const DomainId id : judgement.domains) {
    decision.domains.push_back(declarations[id].name);
  }
  return decision;
}

std::vector<std::vector<std::string>> ProductionOwnership(const std::vector<slow::Rules>& domains,
                                                          const std::vector<std::string>& paths) {
  RandomRules rules;
  rules.domains = domains;
  const Declarations declarations = Declare(rules);
  Ownership ownership(declarations);
  std::vector<std::vector<std::string>> owners;
  for (const std::string& path : paths) {
    owners.push_back(DecisionOf(declarations, ownership.Of(path)).domains);
  }
  return owners;
}

void WalkPaths(std::vector<std::string> paths, TreeVisitor& visitor) {
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::vector<std::string> open;
  size_t skipped = 0;  // open directories at and below the one that the visitor skips
  auto leave = [&](size_t depth) {
    for (; open.size() > depth; open.pop_back()) {
      if (skipped > 0)
        --skipped;
      else
        visitor.LeaveDirectory();
    }
  };
  for (const std::string& path : paths) {
    const bool is_directory =
        std::any_of(paths.begin(), paths.end(),
                    [&](const std::string& other) { return other.starts_with(path + "/"); });
    if (is_directory) continue;
    std::vector<std::string> names = Split(path);
    const std::string file = names.back();
    names.pop_back();
    size_t common = 0;
    while (common < std::min(open.size(), names.size()) && open[common] == names[common]) ++common;
    leave(common);
    for (; open.size() < names.size(); open.push_back(names[open.size()])) {
      if (skipped > 0 || !visitor.EnterDirectory(names[open.size()], "")) ++skipped;
    }
    if (skipped == 0) visitor.File(file);
  }
  leave(0);
}

}  // namespace testfed
