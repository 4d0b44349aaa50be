#include "integration/tuple_diff.h"

#include <algorithm>

#include "domains/amount.h"

namespace testfed {
namespace {

using Course = Movement::Course;

std::optional<TupleEntry> EntryIn(const Tuple& tuple, const std::string& name) {
  auto found = tuple.find(name);
  if (found == tuple.end()) return std::nullopt;
  return found->second;
}

// The name in `from` of each component of `to`; empty: it is new.
std::map<std::string, std::string> OldNames(const Tuple& from, const Tuple& to,
                                            const std::map<std::string, std::string>& renames) {
  std::map<std::string, std::string> names;
  for (const auto& [name, entry] : to) names[name] = from.contains(name) ? name : "";
  for (const auto& [old_name, name] : renames) {
    if (!from.contains(old_name) || to.contains(old_name)) continue;
    if (auto found = names.find(name); found != names.end() && found->second.empty()) {
      found->second = old_name;
    }
  }
  // Gone and new by repository; what has two of either is no renaming.
  std::map<std::string, std::vector<std::string>> gone, fresh;
  for (const auto& [old_name, entry] : from) {
    const std::string& name = old_name;
    const bool kept = std::any_of(names.begin(), names.end(),
                                  [&](const auto& one) { return one.second == name; });
    if (!kept) gone[entry.repository].push_back(name);
  }
  for (const auto& [name, entry] : to) {
    if (names[name].empty()) fresh[entry.repository].push_back(name);
  }
  for (const auto& [repository, now] : fresh) {
    if (now.size() == 1 && gone[repository].size() == 1) names[now[0]] = gone[repository][0];
  }
  return names;
}

absl::StatusOr<Movement> MovementOf(const TupleChange& change, const CloneFinder& clones) {
  if (!change.IsRepinned() || !change.from->pin.IsCommit() || !change.to->pin.IsCommit()) {
    return Movement{};
  }
  const Repository* clone = clones ? clones(change.name) : nullptr;
  return MovementBetween(clone, change.from->pin.text, change.to->pin.text);
}

std::string Commits(size_t count) {
  return WithThousands(static_cast<std::int64_t>(count)) + (count == 1 ? " commit" : " commits");
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

absl::StatusOr<std::vector<TupleChange>> DiffTuples(
    const Tuple& from, const Tuple& to, const std::map<std::string, std::string>& renames,
    const CloneFinder& clones) {
  std::vector<TupleChange> changes;
  Tuple removed = from;
  for (const auto& [name, old_name] : OldNames(from, to, renames)) {
    TupleChange change{
        name, old_name.empty() ? name : old_name, EntryIn(from, old_name), EntryIn(to, name), {}};
    removed.erase(old_name);
    if (change.from == change.to && !change.IsRenamed()) continue;
    TESTFED_ASSIGN_OR_RETURN(change.movement, MovementOf(change, clones));
    changes.push_back(std::move(change));
  }
  for (const auto& [name, entry] : removed) {
    changes.push_back({name, name, entry, std::nullopt, {}});
  }
  std::sort(changes.begin(), changes.end(),
            [](const TupleChange& a, const TupleChange& b) { return a.name < b.name; });
  return changes;
}

std::vector<std::string> KindsOf(const TupleChange& change) {
  if (!change.from) return {"added"};
  if (!change.to) return {"removed"};
  std::vector<std::string> kinds;
  if (change.IsRenamed()) kinds.push_back("renamed");
  if (change.IsMoved()) kinds.push_back("moved");
  if (change.IsRepinned()) {
    const bool versions = change.from->pin.IsVersion() || change.to->pin.IsVersion();
    const bool known = change.movement.course != Course::kUnknown;
    kinds.push_back(versions ? "version"
                             : (known ? std::string(ToString(change.movement.course)) : "pin"));
  }
  if (change.IsRepatched()) kinds.push_back("patches");
  return kinds;
}

std::string PinText(const std::optional<TupleEntry>& entry) {
  return entry ? ShortText(entry->pin) : "-";
}

std::string WhatText(const TupleChange& change) {
  if (!change.from) return "added";
  if (!change.to) return "removed";
  std::vector<std::string> parts;
  if (change.IsRenamed()) parts.push_back("renamed from " + change.old_name);
  if (change.IsMoved()) parts.push_back("moved from " + change.from->repository);
  if (change.movement.course == Course::kForward) {
    parts.push_back(Commits(change.movement.commits));
  } else if (change.movement.course == Course::kRewind) {
    parts.push_back("rewind by " +
                    WithThousands(static_cast<std::int64_t>(change.movement.commits)));
  } else if (change.movement.course == Course::kDiverged) {
    parts.push_back("diverged");
  }
  if (change.IsRepatched()) parts.push_back(change.IsRepinned() ? "patches" : "patches only");
  return Joined(parts);
}

std::string ShortText(const TupleChange& change) {
  if (!change.from) return change.name + " added";
  if (!change.to) return change.name + " removed";
  if (change.movement.course == Course::kForward && change.movement.commits > 0 &&
      KindsOf(change).size() == 1) {
    return change.name + " +" + std::to_string(change.movement.commits);
  }
  std::string text = change.name;
  if (change.IsRepinned()) {
    text += " " + PinText(change.from) + " -> " + PinText(change.to);
  }
  const std::string what = WhatText(change);
  if (!what.empty()) text += (change.IsRepinned() ? " (" + what + ")" : " " + what);
  return text;
}

std::string CompareUrl(const TupleChange& change) {
  if (!change.IsRepinned() || change.IsMoved()) return "";
  if (!change.from->pin.IsCommit() || !change.to->pin.IsCommit()) return "";
  const std::string& repository = change.to->repository;
  const std::string range = change.from->pin.text + "..." + change.to->pin.text;
  if (repository.starts_with("github.com/")) return "https://" + repository + "/compare/" + range;
  if (repository.starts_with("gitlab.com/")) return "https://" + repository + "/-/compare/" + range;
  return "";
}

Json ToJson(const std::vector<TupleChange>& changes) {
  Json list = Json::MakeArray();
  for (const TupleChange& change : changes) {
    Json json = Json::MakeObject();
    json.Set("name", change.name);
    Json kinds = Json::MakeArray();
    for (const std::string& kind : KindsOf(change)) kinds.Append(kind);
    json.Set("kinds", std::move(kinds));
    if (change.IsRenamed()) json.Set("old_name", change.old_name);
    for (const auto& [key, entry] :
         {std::pair("from", &change.from), std::pair("to", &change.to)}) {
      if (!*entry) continue;
      // As in a tuple: there is one form of an entry.
      json.Set(key, ToJson(Tuple{{change.name, **entry}})["components"][change.name]);
    }
    if (change.movement.commits > 0) json.Set("commits", change.movement.commits);
    if (const std::string url = CompareUrl(change); !url.empty()) json.Set("compare_url", url);
    list.Append(std::move(json));
  }
  return list;
}

}  // namespace testfed
