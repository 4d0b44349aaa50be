#include "contracts/test_name.h"

#include <algorithm>

namespace testfed {
namespace {

constexpr size_t kNone = std::string_view::npos;

// Iterative, as a run never needs to be longer once a later star has been reached.
bool Matches(std::string_view pattern, std::string_view text) {
  size_t p = 0, t = 0, star = kNone, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != kNone) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// Everything before each `separator`, from `begin` on.
void AddPrefixes(std::string_view id, std::string_view separator, size_t begin,
                 std::vector<std::string_view>& containers) {
  for (size_t at = begin; (at = id.find(separator, at)) != kNone; at += separator.size()) {
    containers.push_back(id.substr(0, at));
  }
}

bool IsPlainName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

std::vector<std::string_view> ContainersOf(std::string_view id) {
  std::vector<std::string_view> containers;
  const bool bazel =
      id.starts_with("//") || (id.starts_with("@") && id.find("//") != std::string_view::npos);
  if (bazel) return containers;
  const size_t python = id.find(".py::"), script = id.find(" > "), hash = id.find('#');
  if (python < script) {
    AddPrefixes(id, "::", python + 3, containers);
  } else if (script != kNone) {
    AddPrefixes(id, " > ", 0, containers);
  } else if (hash != kNone) {
    const std::string_view type = id.substr(0, hash);
    const bool go = type == "." || type.starts_with("./");
    if (!go) {
      // A `$` at the start of a simple name is a part of it.
      const size_t dot = type.rfind('.');
      AddPrefixes(type, "$", dot == kNone ? 1 : dot + 2, containers);
    }
    containers.push_back(type);
    const size_t parameters = id.rfind('(');
    if (!go && id.ends_with(')') && parameters != kNone && parameters > hash) {
      containers.push_back(id.substr(0, parameters));
    }
  } else if (const size_t dot = id.find('.'); dot != kNone) {
    if (IsPlainName(id.substr(0, dot)) && IsPlainName(id.substr(dot + 1))) {
      containers.push_back(id.substr(0, dot));
    }
  }
  return containers;
}

bool NamesTest(std::string_view pattern, std::string_view id) {
  if (pattern.empty()) return false;
  if (pattern == id || Matches(pattern, id)) return true;
  const std::vector<std::string_view> containers = ContainersOf(id);
  return std::any_of(containers.begin(), containers.end(),
                     [&](std::string_view container) { return Matches(pattern, container); });
}

}  // namespace testfed
