#include "integration/bisect/changeset_links.h"

#include <algorithm>
#include <optional>

#include "domains/inline_text.h"
#include "domains/json.h"

namespace testfed {
namespace {

std::string_view Trimmed(std::string_view text) {
  size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") + 1 - from);
}

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
  });
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The pull request's number in the subject of its merge; "" when it is none.
std::string_view MergedNumber(std::string_view subject) {
  constexpr std::string_view kMerge = "Merge pull request #";
  if (subject.starts_with(kMerge)) {
    subject.remove_prefix(kMerge.size());
    std::string_view number = subject.substr(0, subject.find_first_not_of("0123456789"));
    return number;
  }
  size_t at = subject.rfind("(#");
  if (at == std::string_view::npos || !subject.ends_with(')')) return {};
  std::string_view number = subject.substr(at + 2, subject.size() - at - 3);
  return IsNumber(number) ? number : std::string_view{};
}

// "https://github.com/orbit/comm/pull/117" or "orbit/comm#117" -> "github.com/orbit/comm#117",
// where the latter is on the same host as `repo`.
std::string PullRequest(std::string_view text, std::string_view repo) {
  if (size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    text.remove_prefix(scheme + 3);
    for (std::string_view between : {"/pull/", "/-/merge_requests/"}) {
      size_t at = text.find(between);
      if (at == std::string_view::npos) continue;
      std::string_view number = text.substr(at + between.size());
      number = number.substr(0, number.find_first_not_of("0123456789"));
      if (IsNumber(number)) return std::string(text.substr(0, at)) + "#" + std::string(number);
    }
    return "";
  }
  size_t hash = text.find('#');
  if (hash == std::string_view::npos || !IsNumber(text.substr(hash + 1))) return "";
  std::string_view host = repo.substr(0, repo.find('/'));
  return std::string(host) + "/" + std::string(text);
}

}  // namespace

CommitLinks LinksOf(std::string_view message, std::string_view repo) {
  CommitLinks links;
  std::string_view subject = message.substr(0, message.find('\n'));
  if (std::string_view number = MergedNumber(Trimmed(subject)); !number.empty()) {
    links.name = std::string(repo) + "#" + std::string(number);
  }
  message = Trimmed(message);
  size_t paragraph = message.rfind("\n\n");
  if (paragraph == std::string_view::npos) return links;
  message.remove_prefix(paragraph + 2);
  while (!message.empty()) {
    size_t end = message.find('\n');
    std::string_view line = message.substr(0, end);
    message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
    size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view key = line.substr(0, colon), value = Trimmed(line.substr(colon + 1));
    if (EqualsIgnoringCase(key, "changeset") && !value.empty()) {
      links.asks.push_back("changeset " + std::string(value));
    } else if (EqualsIgnoringCase(key, "depends-on")) {
      if (std::string link = PullRequest(value, repo); !link.empty()) links.asks.push_back(link);
    }
  }
  return links;
}

absl::StatusOr<ChangesetList> ReadChangesetList(std::string_view text, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(Json json, ParseJson(text, name));
  std::string where = InlineText(name) + ": ";
  if (!json.IsObject()) return Error(where + "a list of changesets is an object");
  ChangesetList list;
  for (const auto& [changeset, members] : json.Members()) {
    std::string of = where + "changeset `" + InlineText(changeset) + "`";
    if (!members.IsArray()) return Error(of + " is a list of `COMPONENT@COMMIT`");
    for (const Json& member : members.Items()) {
      const std::string& both = member.String();
      size_t at = both.rfind('@');
      std::string commit = at == std::string::npos ? "" : both.substr(at + 1);
      if (at == 0 || commit.size() != 40 ||
          commit.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return Error(of + " holds `" + InlineText(both) +
                     "`; a member is `COMPONENT@COMMIT`, with all 40 digits of the commit");
      }
      list[changeset].emplace_back(both.substr(0, at), commit);
    }
  }
  return list;
}

}  // namespace testfed
