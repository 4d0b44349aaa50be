#include "integration/curated_subset.h"

#include <algorithm>
#include <map>

#include "domains/date.h"
#include "domains/inline_text.h"

namespace testfed {
namespace {

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

std::string PackageOf(std::string_view label) {
  return std::string(label.substr(0, label.find(':')));
}

bool Below(std::string_view package, std::string_view folder) {
  return folder == "//" || package == folder ||
         (package.starts_with(folder) && package[folder.size()] == '/');
}

// Whether `pattern` is one of several targets, and `label` one of them.
bool Covers(std::string_view pattern, std::string_view label) {
  std::string package = PackageOf(label);
  if (pattern.ends_with("/...")) return Below(package, pattern.substr(0, pattern.size() - 4));
  for (std::string_view end : {":all", ":*", ":all-targets"}) {
    if (pattern.ends_with(end)) return package == pattern.substr(0, pattern.size() - end.size());
  }
  return false;
}

std::optional<int> BudgetOf(std::string_view text) {
  int count = 0;
  size_t at = 0;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9' && count < 1000000) {
    count = count * 10 + (text[at++] - '0');
  }
  if (at == 0 || text.substr(at) != " targets") return std::nullopt;
  return count;
}

class CuratedReader {
 public:
  CuratedReader(const std::string& file, std::vector<Finding>& findings)
      : file_(file), findings_(findings) {}

  void Comment(std::string_view text, int line) {
    size_t colon = text.find(':');
    if (colon == std::string_view::npos) return;
    std::string_view rule = Trimmed(text.substr(0, colon)), value = Trimmed(text.substr(colon + 1));
    if (rule == "allowed") {
      for (size_t at = 0; at < value.size();) {
        size_t end = std::min(value.find(' ', at), value.size());
        std::string package(value.substr(at, end - at));
        if (package.starts_with("//")) subset_.allowed.push_back(package);
        if (!package.empty() && !package.starts_with("//")) {
          Wrong(line, "`allowed` names packages as `//fit`, got `" + InlineText(package) + "`");
        }
        at = end + 1;
      }
    } else if (rule == "budget") {
      subset_.budget = BudgetOf(value);
      if (!subset_.budget) {
        Wrong(line, "`budget` is as `60 targets`, got `" + InlineText(value) + "`");
      }
    } else if (rule == "review by") {
      subset_.review_by = value;
      subset_.review_at = {file_, {line, 1}};
      if (!ReadDate(value)) {
        Wrong(line, "`review by` is a date as in `2027-03-01`, got `" + InlineText(value) + "`");
      }
    }
  }

  void Label(std::string_view text, int line) {
    if (!IsAbsoluteLabel(text)) {
      Wrong(line, "`" + InlineText(text) + "` is no absolute label as `//fit:timers_test`");
      return;
    }
    subset_.targets.push_back({std::string(text), {file_, {line, 1}}});
  }

  void Wrong(int line, std::string message) {
    findings_.push_back({Severity::kError, {file_, {line, 1}}, "curated", std::move(message), {}});
  }

  CuratedSubset subset_;

 private:
  const std::string& file_;
  std::vector<Finding>& findings_;
};

}  // namespace

bool IsAbsoluteLabel(std::string_view label) {
  size_t root = label.find("//");
  if (root == std::string_view::npos || label.size() < root + 3) return false;
  if (root > 0 && label[0] != '@') return false;
  std::string_view rest = label.substr(root + 2);
  return rest.find("//") == std::string_view::npos &&
         std::count(rest.begin(), rest.end(), ':') <= 1 && !rest.ends_with(':') &&
         !rest.starts_with('/') && std::all_of(label.begin(), label.end(), [](char c) {
           return c > ' ' && c < 0x7f &&
                  std::string_view("\"'`$;&|<>\\#").find(c) == std::string_view::npos;
         });
}

CuratedSubset ReadCurated(std::string_view text, const std::string& file,
                          std::vector<Finding>& findings) {
  CuratedReader reader(file, findings);
  int line = 0;
  const size_t before = findings.size();
  while (!text.empty()) {
    ++line;
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view content = Trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content.empty()) continue;
    if (content[0] == '#')
      reader.Comment(Trimmed(content.substr(1)), line);
    else
      reader.Label(content, line);
  }
  if (reader.subset_.targets.empty() && findings.size() == before) {
    reader.Wrong(0, "the curated subset has no target");
  }
  return std::move(reader.subset_);
}

std::vector<Finding> CheckCurated(const CuratedSubset& subset, const CuratedChecks& checks) {
  std::vector<Finding> findings;
  auto add = [&](Severity severity, const Place& at, std::string code, std::string message) {
    findings.push_back({severity, at, std::move(code), std::move(message), {}});
  };
  const std::string curator =
      checks.curator.empty() ? "" : "; " + InlineText(checks.curator) + " curates it";
  std::map<std::string, Place> first;
  for (const CuratedTarget& target : subset.targets) {
    const std::string name = "`" + target.label + "`";
    auto [entry, fresh] = first.emplace(target.label, target.at);
    if (!fresh) {
      add(Severity::kWarning, target.at, "curated-redundant",
          name + " stands twice; first at " + ToString(entry->second));
      continue;
    }
    for (const CuratedTarget& other : subset.targets) {
      if (other.label == target.label || !Covers(other.label, target.label)) continue;
      add(Severity::kWarning, target.at, "curated-redundant",
          name + " is one of `" + other.label + "` at " + ToString(other.at));
      break;
    }
    bool allowed =
        subset.allowed.empty() ||
        std::any_of(subset.allowed.begin(), subset.allowed.end(), [&](const std::string& folder) {
          return Below(PackageOf(target.label), folder);
        });
    if (!allowed) {
      add(Severity::kError, target.at, "curated-directory",
          name + " stands below no package that is `allowed`");
    }
    bool pattern = target.label.find("...") != std::string::npos ||
                   target.label.ends_with(":all") || target.label.ends_with(":*");
    if (checks.targets && !pattern && !checks.targets->contains(target.label)) {
      add(Severity::kError, target.at, "curated-unknown", name + " does not exist" + curator);
    }
    if (checks.quarantined.contains(target.label)) {
      add(Severity::kError, target.at, "curated-quarantined",
          name + " is in quarantine, so its failures do not count" + curator);
    }
  }
  if (subset.budget && static_cast<int>(first.size()) > *subset.budget) {
    add(Severity::kError, {subset.targets[0].at.file, {}}, "curated-budget",
        std::to_string(first.size()) + " targets are more than the budget of " +
            std::to_string(*subset.budget));
  }
  std::optional<std::int64_t> review = ReadDate(subset.review_by);
  if (review && *review < checks.today) {
    add(Severity::kWarning, subset.review_at, "curated-review",
        "the list was to be reviewed by " + subset.review_by + curator);
  }
  SortFindings(findings);
  return findings;
}

absl::StatusOr<std::string> SubsetText(const CuratedSubset& curated,
                                       const std::vector<std::string>& planned, bool may_shrink) {
  std::set<std::string> labels;
  if (!may_shrink) {
    for (const CuratedTarget& target : curated.targets) labels.insert(target.label);
  }
  for (const std::string& label : planned) {
    if (!IsAbsoluteLabel(label)) {
      return Error("`" + InlineText(label) +
                   "` is no Bazel label, and a subset of targets cannot hold it");
    }
    labels.insert(label);
  }
  if (labels.empty()) return Error("the subset is empty, and an empty subset tests nothing");
  std::string text;
  for (const std::string& label : labels) text += label + "\n";
  return text;
}

}  // namespace testfed
