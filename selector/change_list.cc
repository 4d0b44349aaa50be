#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/path_name.h"
#include "selector/git/tree.h"
#include "selector/range.h"

namespace testfed {
namespace {

std::string Quoted(std::string_view text) {
  constexpr size_t kMost = 200;
  return "`" + QuotePath(text.substr(0, kMost)) + (text.size() > kMost ? "..." : "") + "`";
}

// Where a path stands in the list: "line 3", or "record 3" where NUL separates.
struct Place {
  std::string_view list;
  bool records = false;
  size_t number = 1;
  absl::Status Error(const std::string& message) const {
    std::string where(list);
    where += records ? ": record " : ":";
    return testfed::Error(where + std::to_string(number) + ": " + message);
  }
};

absl::Status CheckPath(std::string_view path, const Place& place) {
  if (path.empty()) return place.Error("a path is empty");
  if (path.front() == '/') {
    return place.Error(Quoted(path) + " is absolute; paths begin at the root of the repository");
  }
  for (std::string_view rest = path;;) {
    size_t slash = rest.find('/');
    std::string_view segment = rest.substr(0, slash);
    if (segment.empty() || segment == "." || segment == "..") {
      std::string seen = segment.empty() ? "an empty segment" : "the segment " + Quoted(segment);
      return place.Error(Quoted(path) + " has " + seen + "; write the path as git does");
    }
    if (slash == std::string_view::npos) return absl::OkStatus();
    rest.remove_prefix(slash + 1);
  }
}

// "M", "R100": a letter of `git diff --name-status`, and a score.
bool IsStatus(std::string_view field) {
  constexpr std::string_view kLetters = "ABCDMRTUX";
  return !field.empty() && field.size() <= 4 && kLetters.find(field[0]) != std::string_view::npos &&
         field.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

bool HasTwoPaths(std::string_view status) { return status[0] == 'R' || status[0] == 'C'; }

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    size_t end = text.find(separator);
    fields.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return fields;
}

// A list of names alone could only be taken for one with statuses if every other file were called
// like a status.
bool HasStatuses(const std::vector<std::string_view>& fields) {
  for (size_t i = 0; i < fields.size();) {
    if (!IsStatus(fields[i])) return false;
    i += HasTwoPaths(fields[i]) ? 3 : 2;
  }
  return true;
}

absl::StatusOr<std::vector<Change>> ReadStatuses(const std::vector<std::string_view>& fields,
                                                 Place place) {
  std::vector<Change> changes;
  for (size_t i = 0; i < fields.size(); ++place.number) {
    std::string_view status = fields[i++];
    size_t paths = HasTwoPaths(status) ? 2 : 1;
    if (fields.size() - i < paths) {
      return place.Error("the list ends after the status " + Quoted(status) + ", before its path");
    }
    for (size_t j = 0; j < paths; ++j) {
      TESTFED_RETURN_IF_ERROR(CheckPath(fields[i + j], place));
    }
    std::string first(fields[i]), last(fields[i + paths - 1]);
    i += paths;
    switch (status[0]) {
      case 'A':
        changes.push_back({first, ChangeStatus::kAdded});
        break;
      case 'D':
        changes.push_back({first, ChangeStatus::kDeleted});
        break;
      case 'T':
        changes.push_back({first, ChangeStatus::kTypeChanged});
        break;
      case 'C':
        changes.push_back({last, ChangeStatus::kAdded});
        break;
      case 'R':
        changes.push_back({first, ChangeStatus::kDeleted});
        changes.push_back({last, ChangeStatus::kAdded});
        break;
      default:
        changes.push_back({first, ChangeStatus::kModified});
        break;  // M, and B, U, X
    }
  }
  return changes;
}

absl::StatusOr<std::vector<Change>> ReadNames(const std::vector<std::string_view>& fields,
                                              Place place) {
  std::vector<Change> changes;
  for (std::string_view field : fields) {
    std::string path(field);
    if (!place.records) {
      if (field.empty()) {
        ++place.number;
        continue;
      }
      size_t tab = field.find('\t');
      if (tab != std::string_view::npos && IsStatus(field.substr(0, tab))) {
        return place.Error(Quoted(field) +
                           " looks like `git diff --name-status`, which is read with `-z` only");
      }
      if (field.front() == '"') {
        auto unquoted = UnquotePath(field);
        if (!unquoted.has_value()) {
          return place.Error(Quoted(field) +
                             " begins with a quote, but is not quoted as git quotes names");
        }
        path = *unquoted;
      }
    }
    TESTFED_RETURN_IF_ERROR(CheckPath(path, place));
    changes.push_back({path, ChangeStatus::kModified});
    ++place.number;
  }
  return changes;
}

}  // namespace

absl::StatusOr<std::vector<Change>> ReadChangeList(std::string_view text, std::string_view name) {
  bool records = text.find('\0') != std::string_view::npos;
  auto fields = Split(text, records ? '\0' : '\n');
  Place place{name, records, 1};
  bool statuses = records && HasStatuses(fields);
  TESTFED_ASSIGN_OR_RETURN(auto changes,
                           statuses ? ReadStatuses(fields, place) : ReadNames(fields, place));
  SortChanges(changes);
  return changes;
}

}  // namespace testfed
