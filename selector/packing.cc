#include "selector/packing.h"

#include <algorithm>
#include <map>
#include <set>

namespace testfed {
namespace {

// Jobs that may share a machine, as indexes into plan.jobs.
using Group = std::vector<size_t>;

// What the machine of a job is made of: the axes that its `runs-on` may read, and its `ci`.
std::string KindOfMachine(const Job& job) {
  Json axes = Json::MakeObject();
  for (const auto& [name, value] : job.axes) axes.Set(name, value);
  const bool has_ci = !job.ci.Members().empty();
  return CanonicalText(axes) + CanonicalText(has_ci ? job.ci : Json::MakeObject());
}

std::vector<Group> GroupsOf(const Plan& plan) {
  std::map<std::string, Group> by_kind;
  for (size_t i = 0; i < plan.jobs.size(); ++i) {
    by_kind[KindOfMachine(plan.jobs[i])].push_back(i);
  }
  std::vector<Group> groups;
  groups.reserve(by_kind.size());
  for (auto& [kind, group] : by_kind) groups.push_back(std::move(group));
  return groups;
}

size_t LegsNeeded(const std::vector<Group>& groups, size_t jobs_a_leg) {
  size_t legs = 0;
  for (const Group& group : groups) legs += (group.size() + jobs_a_leg - 1) / jobs_a_leg;
  return legs;
}

// The smallest size of a leg with which all groups fit. `groups.size() <= max_legs` must hold.
size_t JobsALeg(const std::vector<Group>& groups, size_t jobs, size_t max_legs) {
  size_t too_small = 0;
  size_t enough = jobs;
  while (enough - too_small > 1) {
    const size_t middle = too_small + (enough - too_small) / 2;
    (LegsNeeded(groups, middle) <= max_legs ? enough : too_small) = middle;
  }
  return enough;
}

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// "pack-001", "pack-002", ...: without those that are a job's id, also where letter case does not
// count, as in the names of files on some machines.
class PackNames {
 public:
  PackNames(const Plan& plan, size_t max_legs)
      : suffix_(max_legs == kMaxLegs ? "" : "-of-" + std::to_string(max_legs)) {
    for (const Job& job : plan.jobs) {
      std::string id = Lower(job.id);
      if (id.starts_with("pack-")) taken_.insert(std::move(id));
    }
  }
  std::string Next() {
    std::string name;
    do {
      std::string number = std::to_string(++last_);
      name =
          "pack-" + std::string(number.size() < 3 ? 3 - number.size() : 0, '0') + number + suffix_;
    } while (taken_.contains(name));
    return name;
  }

 private:
  std::string suffix_;
  std::set<std::string> taken_;
  size_t last_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<Leg>> PackLegs(const Plan& plan, size_t max_legs) {
  std::vector<Leg> legs;
  if (plan.jobs.size() <= max_legs) {
    for (const Job& job : plan.jobs) legs.push_back({job.id, job.name, {job.id}});
    return legs;
  }
  const std::vector<Group> groups = GroupsOf(plan);
  if (groups.size() > max_legs) {
    return Error("the plan's " + std::to_string(plan.jobs.size()) + " jobs need " +
                     std::to_string(groups.size()) +
                     " kinds of machine (`matrix` and `ci` of their suites), and a CI matrix has " +
                     "at most " + std::to_string(max_legs) + " legs",
                 "jobs with equal axes and equal `ci` can share a leg; give the suites fewer axes, "
                 "or the same `ci`");
  }
  const size_t jobs_a_leg = JobsALeg(groups, plan.jobs.size(), max_legs);

  std::vector<Group> chunks;
  for (const Group& group : groups) {
    const size_t count = (group.size() + jobs_a_leg - 1) / jobs_a_leg;
    for (size_t i = 0; i < count; ++i) {
      auto at = [&](size_t n) {
        return group.begin() + static_cast<std::ptrdiff_t>(group.size() * n / count);
      };
      chunks.emplace_back(at(i), at(i + 1));
    }
  }
  std::sort(chunks.begin(), chunks.end());

  PackNames names(plan, max_legs);
  for (const Group& chunk : chunks) {
    const Job& first = plan.jobs[chunk.front()];
    if (chunk.size() == 1) {
      legs.push_back({first.id, first.name, {first.id}});
      continue;
    }
    const Job& last = plan.jobs[chunk.back()];
    Leg leg;
    leg.id = names.Next();
    leg.name = std::to_string(chunk.size()) + " jobs, " + first.id + " to " + last.id;
    for (size_t index : chunk) leg.jobs.push_back(plan.jobs[index].id);
    legs.push_back(std::move(leg));
  }
  return legs;
}

std::optional<size_t> MaxLegsOf(std::string_view leg_id) {
  constexpr std::string_view kPack = "pack-";
  constexpr std::string_view kOf = "-of-";
  auto number = [](std::string_view digits) -> std::optional<size_t> {
    constexpr size_t kMaxDigits = 9;
    if (digits.empty() || digits.size() > kMaxDigits) return std::nullopt;
    size_t value = 0;
    for (char c : digits) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + static_cast<size_t>(c - '0');
    }
    return value;
  };
  if (!leg_id.starts_with(kPack)) return std::nullopt;
  leg_id.remove_prefix(kPack.size());
  const size_t of = leg_id.find(kOf);
  if (!number(leg_id.substr(0, of))) return std::nullopt;
  if (of == std::string_view::npos) return kMaxLegs;
  const std::optional<size_t> legs = number(leg_id.substr(of + kOf.size()));
  return legs && *legs > 0 ? legs : std::nullopt;
}

size_t KindsOfMachine(const Plan& plan) { return GroupsOf(plan).size(); }

}  // namespace testfed
