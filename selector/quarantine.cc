#include "selector/quarantine.h"

#include <algorithm>

#include "contracts/kept_tests.h"
#include "domains/date.h"
#include "selector/reported_name.h"

namespace testfed {
namespace {

std::set<std::string> HeldAt(const Configuration& configuration, std::int64_t now) {
  std::set<std::string> ids;
  for (const QuarantineEntry& entry : configuration.quarantine) {
    const std::optional<std::int64_t> last = ReadDate(entry.expiry);
    if (last && *last >= DayOf(now)) ids.insert(entry.test);
  }
  return ids;
}

}  // namespace

std::set<std::string> QuarantinedTests(const QuarantineEnd& head,
                                       const std::vector<QuarantineEnd>& bases, std::int64_t now) {
  std::set<std::string> ids = HeldAt(*head.configuration, now);
  for (const QuarantineEnd& base : bases) {
    const std::set<std::string> held = HeldAt(*base.configuration, now);
    std::erase_if(ids, [&](const std::string& id) { return !held.contains(id); });
  }
  std::vector<QuarantineEnd> ends = bases;
  ends.push_back(head);
  for (const QuarantineEnd& end : ends) {
    if (ids.empty()) return ids;
    if (end.tests == nullptr) return {};
    ids = MayBeQuarantined(std::move(ids), end.configuration->declarations,
                           end.configuration->contracts, *end.tests);
  }
  return ids;
}

std::set<std::string> QuarantineOf(const SelectionRequest& request) {
  if (request.head->quarantine.empty()) return {};
  const bool scheduled =
      request.event && request.event->name == "schedule" && request.range.base_trees.empty();
  const bool has_bases = !request.bases.empty() && request.base_problem.empty() &&
                         request.bases.size() == request.base_tests.size();
  if (!has_bases && !request.list_without_base && !scheduled) return {};
  std::vector<QuarantineEnd> bases;
  for (size_t i = 0; has_bases && i < request.bases.size(); ++i) {
    bases.push_back({request.bases[i].get(), request.base_tests[i].get()});
  }
  return QuarantinedTests({request.head.get(), request.head_tests.get()}, bases,
                          request.range.head_time);
}

std::vector<std::string> QuarantineOfSuite(const Suite& suite,
                                           const std::vector<std::string>& tests,
                                           const std::set<std::string>& quarantined) {
  std::set<std::string> ids;
  for (const std::string& test : tests) {
    if (quarantined.contains(test)) ids.insert(test);
  }
  if (ids.empty()) return {};
  const ReportedNames names(suite.runner, suite.directory, {ids.begin(), ids.end()});
  std::set<std::string> confused;
  for (const std::string& test : tests) {
    if (ids.contains(test)) continue;
    for (const std::string& name : ReportedNamesOf(suite.runner, suite.directory, test)) {
      confused.emplace(names.Find(name));
    }
  }
  std::erase_if(ids, [&](const std::string& id) { return confused.contains(id); });
  return {ids.begin(), ids.end()};
}

}  // namespace testfed
