#include "selector/jobs.h"

#include <algorithm>

#include "domains/job_id.h"

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
  job.runner = ToString(suite.runner);
  job.axes = axes;
  job.ci = suite.ci;
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

}  // namespace

std::vector<Job> JobsFor(const Declarations& head, const JobRequest& request) {
  std::vector<Job> jobs;
  bool declares_suites = head.DeclaresSuites();
  for (size_t i = 0; i < head.domains.size(); ++i) {
    const Domain& domain = head.domains[i];
    std::vector<Reason> reasons;
    if (request.full)
      reasons.push_back({.kind = Reason::Kind::kFull});
    else if (request.affected[i]) {
      reasons.push_back({.kind = Reason::Kind::kDomain, .domain = domain.name});
    }
    if (!declares_suites && !reasons.empty()) {
      jobs.push_back(JobOfDomain(domain));
      jobs.back().reasons = reasons;
    }
    for (const Suite* suite : head.SuitesOf(DomainId{static_cast<int>(i)})) {
      std::vector<Reason> suite_reasons = reasons;
      if (suite->smoke && request.smoke && !request.full) {
        suite_reasons.push_back(
            {.kind = Reason::Kind::kSmoke, .at = ToString(head.At(suite->smoke_position))});
      }
      if (suite_reasons.empty()) continue;
      for (const JobAxes& axes : ProductOf(suite->matrix)) {
        jobs.push_back(JobOfSuite(domain, *suite, axes));
        jobs.back().reasons = suite_reasons;
      }
    }
  }
  std::sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.id < b.id; });
  return jobs;
}

int DeclaredJobs(const Declarations& head) {
  if (!head.DeclaresSuites()) return static_cast<int>(head.domains.size());
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
