#include "selector/jobs.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <set>

#include "domains/job_id.h"
#include "selector/job_shards.h"
#include "selector/quarantine.h"

namespace testfed {
namespace {

Job JobOfDomain(const Domain& domain) {
  Job job;
  job.id = JobIdOf(domain.name, "", {});
  job.name = domain.name;
  job.domain = domain.name;
  for (const DeclaredName& owner : domain.owners) job.owners.push_back(owner.name);
  return job;
}

Job JobOfSuite(const Domain& domain, const Suite& suite, const JobAxes& axes) {
  Job job = JobOfDomain(domain);
  job.id = JobIdOf(domain.name, suite.name, axes);
  job.name = domain.name + " / " + suite.name;
  std::string values;
  for (const auto& [name, value] : axes) values += (values.empty() ? "" : ", ") + AxisText(value);
  if (!values.empty()) job.name += " (" + values + ")";
  job.suite = suite.name;
  job.directory = suite.directory;
  job.runner = ToString(suite.runner);
  job.axes = axes;
  job.ci = suite.ci;
  if (suite.reports) {
    job.reports.emplace();
    for (const DeclaredPattern& pattern : *suite.reports) {
      job.reports->push_back(pattern.pattern.text());
    }
  }
  for (std::string word : suite.command) {
    // The rest of the placeholders are known when the job runs.
    for (auto [placeholder, text] :
         {std::pair<std::string_view, std::string_view>{"{domain}", domain.name},
          {"{suite}", suite.name},
          {"{home}", domain.home}}) {
      for (size_t at = 0; (at = word.find(placeholder, at)) != std::string::npos;) {
        word.replace(at, placeholder.size(), text);
        at += text.size();
      }
    }
    job.command.push_back(std::move(word));
  }
  return job;
}

std::vector<Reason> ReasonsOfDomain(const Declarations& head, size_t domain,
                                    const JobRequest& request) {
  if (request.full) return {{.kind = Reason::Kind::kFull}};
  if (!request.affected[domain]) return {};
  return {{.kind = Reason::Kind::kDomain, .domain = head.domains[domain].name}};
}

// Only of what the job runs.
std::vector<std::string> QuarantineOf(const Suite& suite, int number, const Job& job,
                                      const JobRequest& request) {
  if (request.quarantined.empty()) return {};
  std::vector<std::string> ids;
  request.tests->VisitSuite(number, [&](std::string_view id) { ids.emplace_back(id); });
  std::vector<std::string> quarantine = QuarantineOfSuite(suite, ids, request.quarantined);
  if (job.all) return quarantine;
  std::erase_if(quarantine, [&](const std::string& id) {
    return std::none_of(job.tests.begin(), job.tests.end(),
                        [&](const PlannedTest& test) { return test.id == id; });
  });
  return quarantine;
}

bool TakesFilter(const Suite& suite) {
  return std::any_of(suite.command.begin(), suite.command.end(), [](const std::string& word) {
    return word == "{filter}" || word.find("{filter_file}") != std::string::npos;
  });
}

}  // namespace

std::vector<Job> JobsFor(const Declarations& head, const JobRequest& request) {
  std::vector<Job> jobs;
  if (!head.DeclaresSuites()) {
    for (size_t i = 0; i < head.domains.size(); ++i) {
      std::vector<Reason> reasons = ReasonsOfDomain(head, i, request);
      if (reasons.empty()) continue;
      jobs.push_back(JobOfDomain(head.domains[i]));
      jobs.back().reasons = std::move(reasons);
    }
  }
  std::vector<DeclaredSuite> suites = AllSuites(head);
  std::set<std::string> taken_ids;
  for (const DeclaredSuite& declared : suites) {
    for (const JobAxes& axes : ProductOf(declared.suite->matrix)) {
      taken_ids.insert(JobIdOf(head[declared.domain].name, declared.suite->name, axes));
    }
  }
  for (size_t i = 0; i < suites.size(); ++i) {
    const Suite& suite = *suites[i].suite;
    SuiteSelection selection;
    if (i < request.suites.size()) selection = request.suites[i];
    std::vector<Reason> reasons =
        ReasonsOfDomain(head, static_cast<size_t>(suites[i].domain), request);
    if (suite.smoke && request.smoke && !request.full) {
      reasons.push_back(
          {.kind = Reason::Kind::kSmoke, .at = ToString(head.At(suite.smoke_position))});
    }
    if (!request.full) {
      for (Reason& reason : selection.whole) reasons.push_back(std::move(reason));
    }
    bool all = !reasons.empty() || !TakesFilter(suite);
    if (reasons.empty()) reasons = std::move(selection.summary);
    if (reasons.empty()) continue;
    ShardRequest shards;
    shards.shards = Completed(suite.shards, head.settings.shards);
    shards.taken_ids = &taken_ids;
    std::optional<SuiteTimes> times;
    TestView::SuiteState tests;
    if (request.tests != nullptr) tests = request.tests->Suite(static_cast<int>(i));
    // The ids of all tests are asked for only where somebody divides or times them.
    const bool divides = shards.shards.count || shards.shards.minutes;
    std::vector<std::string> ids;
    if (request.tests != nullptr && (divides || request.timings != nullptr)) {
      request.tests->VisitSuite(static_cast<int>(i),
                                [&](std::string_view id) { ids.emplace_back(id); });
    }
    if (request.timings != nullptr && request.tests != nullptr) {
      times.emplace(*request.timings, head[suites[i].domain].name + "/" + suite.name, ids, suite);
      shards.times = &*times;
    }
    if (tests.listed) {
      if (tests.listing != nullptr) shards.listing = *tests.listing;
      shards.tests = std::move(ids);
    }
    for (const JobAxes& axes : ProductOf(suite.matrix)) {
      Job job = JobOfSuite(head[suites[i].domain], suite, axes);
      job.reasons = reasons;
      job.all = all;
      if (!all) job.tests = selection.tests;
      if (tests.listed) {
        job.listed = true;
        job.total = tests.total;
        job.selected = all ? job.total : static_cast<int>(job.tests.size());
        if (!all && tests.listing != nullptr) job.listing = *tests.listing;
        job.quarantine = QuarantineOf(suite, static_cast<int>(i), job, request);
      }
      for (Job& shard : Sharded(std::move(job), shards)) jobs.push_back(std::move(shard));
    }
  }
  [[maybe_unused]] absl::Status rests = FillRests(jobs);
  assert(rests.ok());  // Sharded makes all of them
  std::sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.id < b.id; });
  return jobs;
}

int DeclaredJobs(const Declarations& head, const TestView* tests, const Timings* timings) {
  if (!head.DeclaresSuites()) return static_cast<int>(head.domains.size());
  auto divides = [&](const DeclaredSuite& declared) {
    const Shards shards = Completed(declared.suite->shards, head.settings.shards);
    return shards.count || shards.minutes;
  };
  std::vector<DeclaredSuite> suites = AllSuites(head);
  if (std::any_of(suites.begin(), suites.end(), divides)) {
    JobRequest all;
    all.full = true;
    all.tests = tests;
    all.timings = timings;
    return static_cast<int>(JobsFor(head, all).size());
  }
  size_t jobs = 0;
  for (size_t i = 0; i < head.domains.size(); ++i) {
    for (const Suite* suite : head.SuitesOf(DomainId{static_cast<int>(i)})) {
      size_t product = 1;
      for (const Axis& axis : suite->matrix) product *= axis.values.size();
      jobs += product;
    }
  }
  return static_cast<int>(jobs);
}

}  // namespace testfed
