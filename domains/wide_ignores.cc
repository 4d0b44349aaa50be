#include "domains/wide_ignores.h"

#include <algorithm>

#include "domains/amount.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr size_t kMaxNames = 5;  // that a hint lists; with more, the pattern was no list of files

// `.git*`, but not `docs/**`, `docs/` or `docs/*`, which say themselves what they reach, nor
// `docs`, which names one thing.
bool EndsInWildcard(const Pattern& pattern) {
  const auto& alternatives = pattern.alternatives();
  return std::any_of(alternatives.begin(), alternatives.end(), [](const Alternative& one) {
    return one.reach == Reach::kTree && !one.segments.empty() &&
           one.segments.back().kind != Segment::Kind::kLiteral;
  });
}

// The first `depth` segments, with a slash at the end; "" when the path has no more than those.
std::string_view FolderAt(std::string_view path, int depth) {
  size_t end = 0;
  for (int i = 0; i < depth; ++i) {
    end = path.find('/', end);
    if (end == std::string_view::npos) return "";
    ++end;
  }
  return path.substr(0, end);
}

}  // namespace

void WideIgnores::Add(std::string_view path, const Judgement& judgement,
                      const std::vector<DomainId>& domains) {
  const DeclaredPattern* pattern = judgement.rule->pattern;
  if (!EndsInWildcard(pattern->pattern)) return;
  Matched& matched = patterns_[pattern];
  const std::string_view folder = FolderAt(path, judgement.rule->rank.depth);
  if (folder.empty()) {
    if (matched.names.size() <= kMaxNames) matched.names.emplace_back(path);
    return;
  }
  auto found = matched.folders.find(folder);
  if (found == matched.folders.end()) found = matched.folders.emplace(folder, Folder()).first;
  ++found->second.files;
  for (DomainId domain : domains) ++found->second.by_domain[domain];
}

void WideIgnores::Report(const Declarations& declarations, std::vector<Finding>& findings) const {
  for (const auto& [pattern, matched] : patterns_) {
    if (matched.names.empty()) continue;  // for folders, then
    for (const auto& [name, folder] : matched.folders) {
      std::string message = "`" + pattern->pattern.text() + "` also matches the folder `" +
                            QuotePath(name) + "`, so " + WithThousands(folder.files) +
                            (folder.files == 1 ? " file" : " files") + " in it can affect no test";
      auto most =
          std::max_element(folder.by_domain.begin(), folder.by_domain.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      if (most != folder.by_domain.end()) {
        message +=
            ", " + WithThousands(most->second) + " of them of " + declarations[most->first].name;
      }
      Finding finding{Severity::kWarning,
                      declarations.At(pattern->position),
                      "wide-pattern",
                      std::move(message),
                      {}};
      if (matched.names.size() <= kMaxNames) {
        std::string names;
        for (const std::string& file : matched.names) {
          names += (names.empty() ? "\"" : ", \"") + QuotePath(file) + "\"";
        }
        finding.hints.push_back({"for the files alone", std::move(names)});
      }
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace testfed
