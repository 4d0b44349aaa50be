#include "domains/checker.h"

#include <algorithm>

#include "domains/amount.h"
#include "domains/path_name.h"
#include "domains/suggest.h"
#include "domains/wide_ignores.h"

namespace testfed {
namespace {

std::string Files(int count) { return WithThousands(count) + (count == 1 ? " file" : " files"); }

// How many files are unowned below each directory, and how many there are: enough to report a
// folder as one finding where nothing in it has an owner.
class Census : public TreeVisitor {
 public:
  explicit Census(Ownership& ownership) : ownership_(ownership) {
    levels_.push_back({ownership_.walk().Root(), 0, 0, 0, {}});
  }

  bool EnterDirectory(std::string_view name, std::string_view) override {
    MatchWalk::Directory directory = ownership_.walk().Enter(levels_.back().directory, name);
    levels_.push_back({directory, path_.size(), 0, 0, {}});
    path_ += name;
    path_ += '/';
    return true;
  }
  void LeaveDirectory() override {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    Level& above = levels_.back();
    above.files += level.files;
    above.unowned += level.unowned;
    if (level.unowned == level.files) {
      above.holes.emplace_back(path_, level.files);
    } else {
      above.holes.insert(above.holes.end(), level.holes.begin(), level.holes.end());
    }
    path_.resize(level.path_size);
  }
  void File(std::string_view name) override {
    Level& level = levels_.back();
    WinnersId winners = ownership_.walk().File(level.directory, name);
    auto index = static_cast<size_t>(winners);
    if (counts_.size() <= index) counts_.resize(index + 1);
    ++counts_[index];
    ++level.files;
    const Judgement& judgement = ownership_.Of(winners);
    if (judgement.state == OwnershipState::kIgnored) {
      wide_ignores_.Add(path_ + std::string(name), judgement, ownership_.IncludersOf(winners));
    }
    if (judgement.state != OwnershipState::kUnowned) return;
    // What an exclude took out is reported at the exclude.
    if (!judgement.excluders.empty()) return;
    ++level.unowned;
    level.holes.emplace_back(path_ + std::string(name), 1);
  }

  int files() const { return levels_.front().files; }
  const std::vector<int>& counts() const { return counts_; }  // files by WinnersId
  const WideIgnores& wide_ignores() const { return wide_ignores_; }
  // (path, files): topmost folders, with a slash at the end, and files without an owner.
  const std::vector<std::pair<std::string, int>>& holes() const { return levels_.front().holes; }

 private:
  struct Level {
    MatchWalk::Directory directory;
    size_t path_size;
    int files;
    int unowned;  // and no exclude is the reason
    std::vector<std::pair<std::string, int>> holes;
  };
  Ownership& ownership_;
  std::vector<Level> levels_;
  std::string path_;
  std::vector<int> counts_;
  WideIgnores wide_ignores_;
};

// The names in some folders.
class NameCollector : public TreeVisitor {
 public:
  explicit NameCollector(std::map<std::string, std::vector<std::string>>& names) : names_(names) {}
  bool EnterDirectory(std::string_view name, std::string_view) override {
    File(name);
    sizes_.push_back(path_.size());
    path_ += name;
    path_ += '/';
    // Only on the way to a folder that is asked for.
    auto next = names_.lower_bound(path_);
    if (next != names_.end() && next->first.starts_with(path_)) return true;
    LeaveDirectory();
    return false;
  }
  void LeaveDirectory() override {
    path_.resize(sizes_.back());
    sizes_.pop_back();
  }
  void File(std::string_view name) override {
    auto found = names_.find(path_);
    if (found != names_.end()) found->second.emplace_back(name);
  }

 private:
  std::map<std::string, std::vector<std::string>>& names_;  // by folder: "" or "a/b/"
  std::string path_;
  std::vector<size_t> sizes_;
};

class Checker {
 public:
  Checker(const Declarations& declarations, const FileWalk& walk)
      : declarations_(declarations), walk_(walk), ownership_(declarations), census_(ownership_) {}

  absl::StatusOr<CheckResult> Run() {
    TESTFED_RETURN_IF_ERROR(walk_(census_));
    FindDecisions();
    std::vector<size_t> dead;
    for (size_t rule = 0; rule < ownership_.rules().size(); ++rule) {
      if (ownership_.rules()[rule].pattern == nullptr) continue;
      if (!ownership_.walk().HasMatched(static_cast<int>(rule)))
        dead.push_back(rule);
      else if (!decides_.contains(ownership_.rules()[rule].pattern))
        AddIdle(rule);
    }
    TESTFED_RETURN_IF_ERROR(AddDead(dead));
    AddHoles();
    AddTies();
    AddDomainsWithoutSuites();
    AddSharedHomes();
    census_.wide_ignores().Report(declarations_, findings_);
    SortFindings(findings_);
    return CheckResult{std::move(findings_), census_.files()};
  }

 private:
  void FindDecisions() {
    for (size_t i = 0; i < census_.counts().size(); ++i) {
      if (census_.counts()[i] == 0) continue;
      WinnersId winners{static_cast<int>(i)};
      const Judgement& judgement = ownership_.Of(winners);
      for (const Winner& winner : ownership_.walk().WinnersOf(winners)) {
        const RuleReference& rule = ownership_.rules()[static_cast<size_t>(winner.rule)];
        if (rule.pattern == nullptr) continue;
        bool is_ignore = winner.slot == static_cast<int>(declarations_.domains.size());
        // An ignore pattern that is outranked everywhere decides nothing.
        if (!is_ignore || judgement.state == OwnershipState::kIgnored) {
          decides_.insert(rule.pattern);
        }
      }
      for (const RuleReference& excluder : judgement.excluders) {
        excluded_[excluder.pattern] = {excluder.domain,
                                       excluded_[excluder.pattern].second + census_.counts()[i]};
      }
    }
  }

  absl::Status AddDead(const std::vector<size_t>& dead) {
    if (dead.empty()) return absl::OkStatus();
    std::map<std::string, std::vector<std::string>> names;
    for (size_t rule : dead) {
      for (const std::string& folder : FoldersOf(rule)) names[folder];
    }
    NameCollector collector(names);
    TESTFED_RETURN_IF_ERROR(walk_(collector));
    for (size_t rule : dead) {
      const RuleReference& reference = ownership_.rules()[rule];
      const std::string& text = reference.pattern->pattern.text();
      std::string message = "`" + text + "` matches no file" + Repair(rule, names);
      bool domain_rule = reference.full == nullptr && !IsIgnore(reference);
      Add(domain_rule ? Severity::kError : Severity::kWarning, reference.pattern->position,
          "dead-pattern", std::move(message));
    }
    return absl::OkStatus();
  }

  bool IsIgnore(const RuleReference& reference) const {
    const auto& ignore = declarations_.settings.ignore;
    return !ignore.empty() && reference.pattern >= &ignore.front() &&
           reference.pattern <= &ignore.back();
  }

  // The folders that the literal start of a pattern goes through: "", "a/", "a/b/".
  std::vector<std::string> FoldersOf(size_t rule) const {
    const auto& alternatives = ownership_.rules()[rule].pattern->pattern.alternatives();
    std::vector<std::string> folders = {""};
    for (const Segment& segment : alternatives.front().segments) {
      if (segment.kind != Segment::Kind::kLiteral) break;
      folders.push_back(folders.back() + segment.first + "/");
    }
    return folders;
  }

  // "; did you mean `search/**`?" where one literal segment is close to a name that is there.
  std::string Repair(size_t rule,
                     const std::map<std::string, std::vector<std::string>>& names) const {
    const Pattern& pattern = ownership_.rules()[rule].pattern->pattern;
    if (pattern.alternatives().size() != 1) return "";
    std::string folder;
    for (const Segment& segment : pattern.alternatives().front().segments) {
      if (segment.kind != Segment::Kind::kLiteral) break;
      const std::vector<std::string>& there = names.at(folder);
      if (std::find(there.begin(), there.end(), segment.first) == there.end()) {
        std::optional<std::string> closest = ClosestName(segment.first, there);
        size_t at = pattern.text().find(segment.first, folder.size());
        if (!closest || at == std::string::npos) return "";
        std::string repaired = pattern.text();
        repaired.replace(at, segment.first.size(), *closest);
        return "; did you mean `" + repaired + "`?";
      }
      folder += segment.first + "/";
    }
    return "";
  }

  void AddIdle(size_t rule) {
    const RuleReference& reference = ownership_.rules()[rule];
    const std::string& text = reference.pattern->pattern.text();
    std::string message = "`" + text + "` decides no file: a deeper or longer pattern always wins";
    if (reference.full == nullptr && !IsIgnore(reference)) {
      const Domain& domain = declarations_[reference.domain];
      for (const DeclaredPattern& other : domain.include) {
        if (&other != reference.pattern && other.pattern.text() == text) {
          message = "`" + text + "` stands twice in " + domain.name;
        }
        bool is_exclude = !domain.exclude.empty() && reference.pattern >= &domain.exclude.front() &&
                          reference.pattern <= &domain.exclude.back();
        size_t any_depth = other.pattern.text().rfind("/**/");
        if (is_exclude && any_depth != std::string::npos) {
          message = "`" + text + "` excludes no file: `" + other.pattern.text() +
                    "` matches deeper, at the files themselves; write `" + Trimmed(text) +
                    other.pattern.text().substr(any_depth) + "`";
        }
      }
    }
    Add(Severity::kWarning, reference.pattern->position, "idle-pattern", std::move(message));
  }

  static std::string Trimmed(std::string text) {
    if (text.ends_with("/**")) text.resize(text.size() - 3);
    while (text.ends_with('/')) text.pop_back();
    return text;
  }

  void AddHoles() {
    // Where `Unknown` is declared, somebody has answered for them.
    if (declarations_.Unknown()) return;
    for (const auto& [path, files] : census_.holes()) {
      bool folder = path.ends_with('/');
      findings_.push_back({Severity::kWarning,
                           {path, {}},
                           "unowned",
                           folder ? Files(files) + (files == 1 ? " belongs" : " belong") +
                                        " to no domain, so a change of one runs everything"
                                  : "belongs to no domain, so a change of it runs everything",
                           {}});
    }
    for (const auto& [pattern, domain_and_count] : excluded_) {
      auto [domain, count] = domain_and_count;
      Add(Severity::kWarning, pattern->position, "unowned",
          declarations_[domain].name + " excludes `" + pattern->pattern.text() + "`, so " +
              Files(count) + (count == 1 ? " belongs" : " belong") +
              " to no domain, and a change of one runs everything");
      findings_.back().hints.push_back(
          {"if no test reads them, add to `ignore`", "\"" + pattern->pattern.text() + "\""});
    }
  }

  // Exclusive ownership: two domains whose winning includes rank alike.
  void AddTies() {
    if (declarations_.settings.ownership != OwnershipKind::kExclusive) return;
    std::map<std::pair<const DeclaredPattern*, const DeclaredPattern*>, int> ties;
    for (size_t i = 0; i < census_.counts().size(); ++i) {
      if (census_.counts()[i] == 0) continue;
      WinnersId winners{static_cast<int>(i)};
      const Judgement& judgement = ownership_.Of(winners);
      if (judgement.state != OwnershipState::kOwned) continue;
      for (const Winner& winner : ownership_.walk().WinnersOf(winners)) {
        const DeclaredPattern* pattern =
            ownership_.rules()[static_cast<size_t>(winner.rule)].pattern;
        bool ties_with = winner.include && pattern != nullptr &&
                         pattern != judgement.rule->pattern &&
                         winner.slot < static_cast<int>(declarations_.domains.size()) &&
                         Rank{winner.depth, winner.literals} == judgement.rule->rank;
        if (ties_with) ties[{judgement.rule->pattern, pattern}] += census_.counts()[i];
      }
    }
    for (const auto& [patterns, count] : ties) {
      Add(Severity::kWarning, patterns.second->position, "tie",
          "`" + patterns.second->pattern.text() + "` ties with `" + patterns.first->pattern.text() +
              "` at " + ToString(declarations_.At(patterns.first->position)) + " for " +
              Files(count) + "; the domain declared first owns them");
    }
  }

  // A home holds the contracts of one domain, and their dump.
  void AddSharedHomes() {
    std::map<std::string_view, const Domain*> first;
    for (const Domain& domain : declarations_.domains) {
      if (domain.home.empty()) continue;
      auto [entry, fresh] = first.emplace(domain.home, &domain);
      if (fresh) continue;
      Add(Severity::kError, domain.home_position, "home-shared",
          "`" + domain.home + "` is the home of `" + entry->second->name + "` too, at " +
              ToString(declarations_.At(entry->second->home_position)) +
              "; a home holds the contracts of one domain");
    }
  }

  void AddDomainsWithoutSuites() {
    if (!declarations_.DeclaresSuites()) return;
    for (size_t i = 0; i < declarations_.domains.size(); ++i) {
      if (!declarations_.SuitesOf(DomainId{static_cast<int>(i)}).empty()) continue;
      const Domain& domain = declarations_.domains[i];
      Add(Severity::kWarning, domain.position, "no-suite",
          "domain `" + domain.name + "` declares no suite, so it has no job of its own");
    }
  }

  void Add(Severity severity, Position position, std::string code, std::string message) {
    findings_.push_back(
        {severity, declarations_.At(position), std::move(code), std::move(message), {}});
  }

  const Declarations& declarations_;
  const FileWalk& walk_;
  Ownership ownership_;
  Census census_;
  std::set<const DeclaredPattern*> decides_;
  std::map<const DeclaredPattern*, std::pair<DomainId, int>> excluded_;
  std::vector<Finding> findings_;
};

}  // namespace

absl::StatusOr<CheckResult> CheckDeclarations(const Declarations& declarations,
                                              const FileWalk& walk) {
  return Checker(declarations, walk).Run();
}

}  // namespace testfed
