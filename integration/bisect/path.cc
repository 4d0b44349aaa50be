#include "integration/bisect/path.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>

namespace testfed {
namespace {

// Sets of numbers that grow together.
class Unions {
 public:
  explicit Unions(size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }
  size_t Find(size_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  void Join(size_t a, size_t b) {
    a = Find(a), b = Find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<size_t> parent_;
};

// Joins what lies on a cycle: strongly connected parts of a graph (Tarjan 1972, without recursion).
class CycleFinder {
 public:
  explicit CycleFinder(std::vector<std::vector<size_t>> next)
      : next_(std::move(next)),
        index_(next_.size(), 0),
        low_(next_.size(), 0),
        on_stack_(next_.size(), false) {}

  void JoinCycles(Unions& unions) {
    for (size_t i = 0; i < next_.size(); ++i) {
      if (index_[i] == 0) Visit(i, unions);
    }
  }

 private:
  void Enter(size_t node) {
    index_[node] = low_[node] = ++count_;
    stack_.push_back(node);
    on_stack_[node] = true;
    calls_.emplace_back(node, 0);
  }

  void Visit(size_t root, Unions& unions) {
    Enter(root);
    while (!calls_.empty()) {
      size_t node = calls_.back().first;
      if (calls_.back().second < next_[node].size()) {
        size_t to = next_[node][calls_.back().second++];
        if (index_[to] == 0) {
          Enter(to);
        } else if (on_stack_[to]) {
          low_[node] = std::min(low_[node], index_[to]);
        }
        continue;
      }
      calls_.pop_back();
      if (!calls_.empty()) {
        size_t caller = calls_.back().first;
        low_[caller] = std::min(low_[caller], low_[node]);
      }
      if (low_[node] != index_[node]) continue;
      for (size_t top = stack_.size(); top-- > 0;) {
        size_t member = stack_[top];
        stack_.pop_back();
        on_stack_[member] = false;
        unions.Join(member, node);
        if (member == node) break;
      }
    }
  }

  std::vector<std::vector<size_t>> next_;
  std::vector<size_t> index_, low_;
  std::vector<bool> on_stack_;
  std::vector<size_t> stack_;
  std::vector<std::pair<size_t, size_t>> calls_;
  size_t count_ = 0;
};

// One leg of one advance.
struct Node {
  size_t advance = 0;
  size_t leg = 0;
  std::int64_t time = 0;
};

std::vector<Node> NodesOf(const std::vector<ComponentAdvance>& advances) {
  std::vector<Node> nodes;
  for (size_t a = 0; a < advances.size(); ++a) {
    std::int64_t clock = std::numeric_limits<std::int64_t>::min();
    for (size_t l = 0; l < advances[a].legs.size(); ++l) {
      for (const HistoryCommit& commit : advances[a].legs[l].commits) {
        clock = std::max(clock, commit.time);
      }
      nodes.push_back({a, l, clock});
    }
  }
  return nodes;
}

class Builder {
 public:
  Builder(const std::vector<ComponentAdvance>& advances)
      : advances_(advances),
        nodes_(NodesOf(advances)),
        groups_(nodes_.size()),
        steps_(nodes_.size()) {
    for (size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].leg == 0) first_.push_back(i);
    }
  }

  void AddChangeset(const std::string& name, const std::vector<PathMember>& members) {
    for (const PathMember& member : members) AddLink("changeset " + name, NodeOf(member));
  }

  void AddTrailers() {
    std::map<std::string, std::set<size_t>> named;
    for (size_t i = 0; i < nodes_.size(); ++i) {
      const ComponentAdvance& advance = advances_[nodes_[i].advance];
      for (const HistoryCommit& commit : advance.legs[nodes_[i].leg].commits) {
        for (size_t m = 0; m < commit.messages.size(); ++m) {
          CommitLinks links = LinksOf(commit.messages[m], RepoOf(advance));
          for (const std::string& link : links.asks) AddLink(link, i);
          if (m == 0 && !links.name.empty()) named[links.name].insert(i);
        }
      }
    }
    for (auto& [link, members] : links_) {
      if (auto found = named.find(link); found != named.end()) members.merge(found->second);
    }
  }

  void AddRenames() {
    for (size_t i = 0; i < advances_.size(); ++i) {
      for (size_t j = 0; j < advances_.size(); ++j) {
        bool renamed =
            !advances_[i].to && !advances_[j].from && RepoOf(advances_[i]) == RepoOf(advances_[j]);
        if (renamed) AddLink("rename of " + RepoOf(advances_[i]), first_[i]);
        if (renamed) AddLink("rename of " + RepoOf(advances_[i]), first_[j]);
      }
    }
  }

  std::vector<PathStep> Steps() {
    for (const auto& [link, members] : links_) {
      for (size_t member : members) groups_.Join(member, *members.begin());
    }
    JoinWhatCannotBeOrdered();
    std::map<size_t, std::vector<size_t>> members;  // by the step's first node
    for (size_t i = 0; i < nodes_.size(); ++i) members[steps_.Find(i)].push_back(i);
    std::vector<PathStep> steps;
    for (size_t step : Ordered(members)) steps.push_back(StepOf(members[step]));
    return steps;
  }

 private:
  static std::string RepoOf(const ComponentAdvance& advance) {
    return advance.to ? advance.to->repository : advance.from->repository;
  }

  size_t NodeOf(const PathMember& member) const { return first_[member.advance] + member.leg; }

  void AddLink(const std::string& link, size_t node) { links_[link].insert(node); }

  bool IsLast(size_t node) const {
    return nodes_[node].leg + 1 == advances_[nodes_[node].advance].legs.size();
  }

  void JoinWhatCannotBeOrdered() {
    std::vector<std::vector<size_t>> next(nodes_.size());
    for (size_t i = 0; i < nodes_.size(); ++i) {
      if (!IsLast(i)) next[groups_.Find(i)].push_back(groups_.Find(i + 1));
      steps_.Join(i, groups_.Find(i));
    }
    CycleFinder(std::move(next)).JoinCycles(steps_);
  }

  // Topological, by time where it is free.
  std::vector<size_t> Ordered(const std::map<size_t, std::vector<size_t>>& members) {
    std::map<size_t, std::set<size_t>> after;
    std::map<size_t, size_t> waits;
    for (size_t i = 0; i < nodes_.size(); ++i) {
      size_t from = steps_.Find(i), to = IsLast(i) ? from : steps_.Find(i + 1);
      if (from != to && after[from].insert(to).second) ++waits[to];
    }
    using Entry = std::pair<std::int64_t, size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> ready;
    auto put = [&](size_t step) {
      std::int64_t time = std::numeric_limits<std::int64_t>::min();
      for (size_t node : members.at(step)) time = std::max(time, nodes_[node].time);
      ready.emplace(time, step);
    };
    for (const auto& [step, nodes] : members) {
      if (waits[step] == 0) put(step);
    }
    std::vector<size_t> order;
    while (!ready.empty()) {
      size_t step = ready.top().second;
      ready.pop();
      order.push_back(step);
      for (size_t next : after[step]) {
        if (--waits[next] == 0) put(next);
      }
    }
    return order;
  }

  PathStep StepOf(const std::vector<size_t>& nodes) {
    PathStep step;
    std::set<std::string> whole, changesets;
    size_t linked = 0;
    for (size_t node : nodes) {
      const ComponentAdvance& advance = advances_[nodes_[node].advance];
      const HistoryLeg& leg = advance.legs[nodes_[node].leg];
      if (step.moves.empty() || step.moves.back().component != advance.component) {
        step.moves.push_back({advance.component, std::nullopt, {}});
      }
      PathMove& move = step.moves.back();
      move.to = advance.to;
      if (move.to && !IsLast(node)) move.to->pin.text = leg.to;
      for (const HistoryCommit& commit : leg.commits) {
        move.commits.push_back(commit);
        move.commits.back().messages.clear();
      }
      if (!leg.whole.empty()) whole.insert(advance.component + ": " + leg.whole);
      bool is_linked = false;
      for (const auto& [link, members] : links_) {
        if (members.size() < 2 || !members.contains(node)) continue;
        is_linked = true;
        changesets.insert(link.starts_with("changeset ") ? link.substr(10) : link);
        whole.insert(link.starts_with("rename of ")   ? "a " + link
                     : link.starts_with("changeset ") ? link
                                                      : "what depends on " + link);
      }
      linked += is_linked ? 1 : 0;
    }
    if (linked > 0 && linked < nodes.size()) {
      whole.insert("commits that lie between those of one changeset");
    }
    step.changesets.assign(changesets.begin(), changesets.end());
    step.whole.assign(whole.begin(), whole.end());
    return step;
  }

  const std::vector<ComponentAdvance>& advances_;
  std::vector<Node> nodes_;
  std::vector<size_t> first_;  // node of each advance's first leg
  std::map<std::string, std::set<size_t>> links_;
  Unions groups_;  // by links
  Unions steps_;   // by links and cycles
};

std::optional<std::string> WholeReason(const std::optional<TupleEntry>& from,
                                       const std::optional<TupleEntry>& to,
                                       const Repository* clone) {
  if (!from) return "added";
  if (!to) return "removed";
  if (from->pin.IsVersion() || to->pin.IsVersion()) {
    return "a version: " + ShortText(from->pin) + " -> " + ShortText(to->pin);
  }
  if (from->pin == to->pin) {
    return from->patches != to->patches ? "its patches changed" : "its repository moved";
  }
  if (from->patches != to->patches) return "its patches changed too, and may fit one end only";
  if (clone == nullptr) return "no clone of it is here";
  return std::nullopt;
}

}  // namespace

std::vector<std::string> BisectPath::Components() const {
  std::set<std::string> components;
  for (const PathStep& step : steps) {
    for (const PathMove& move : step.moves) components.insert(move.component);
  }
  return {components.begin(), components.end()};
}

StepOrder BisectPath::Order() const {
  std::vector<std::string> components = Components();
  std::vector<std::vector<size_t>> numbers;
  for (const PathStep& step : steps) {
    numbers.emplace_back();
    for (const PathMove& move : step.moves) {
      auto at = std::lower_bound(components.begin(), components.end(), move.component);
      numbers.back().push_back(static_cast<size_t>(at - components.begin()));
    }
  }
  return StepOrder(std::move(numbers));
}

void ApplyStep(const PathStep& step, Tuple& tuple) {
  for (const PathMove& move : step.moves) {
    if (move.to)
      tuple[move.component] = *move.to;
    else
      tuple.erase(move.component);
  }
}

Tuple BisectPath::At(const StepSet& set) const {
  Tuple tuple = good;
  for (size_t i = 0; i < steps.size(); ++i) {
    if (set[i]) ApplyStep(steps[i], tuple);
  }
  return tuple;
}

size_t BisectPath::Commits() const {
  size_t count = 0;
  for (const PathStep& step : steps) {
    for (const PathMove& move : step.moves) count += move.commits.size();
  }
  return count;
}

absl::StatusOr<ComponentAdvance> ReadAdvance(const std::string& component,
                                             const std::optional<TupleEntry>& from,
                                             const std::optional<TupleEntry>& to,
                                             const Repository* clone) {
  ComponentAdvance advance{component, from, to, {}};
  if (std::optional<std::string> whole = WholeReason(from, to, clone)) {
    advance.legs.push_back({to ? to->pin.text : "", {}, *whole});
    return advance;
  }
  TESTFED_ASSIGN_OR_RETURN(advance.legs, ReadHistory(*clone, from->pin.text, to->pin.text));
  return advance;
}

BisectPath BuildPath(
    Tuple good, const std::vector<ComponentAdvance>& advances,
    const std::vector<std::pair<std::string, std::vector<PathMember>>>& changesets) {
  BisectPath path;
  path.good = std::move(good);
  Builder builder(advances);
  for (const auto& [name, members] : changesets) builder.AddChangeset(name, members);
  builder.AddTrailers();
  builder.AddRenames();
  path.steps = builder.Steps();
  return path;
}

}  // namespace testfed
