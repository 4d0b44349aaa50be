#include "selector/plan.h"

#include <algorithm>

#include "contracts/test_name.h"

namespace testfed {

std::string_view ToString(Reason::Kind kind) {
  switch (kind) {
    case Reason::Kind::kChanges:
      return "changes";
    case Reason::Kind::kDeclaration:
      return "declaration";
    case Reason::Kind::kTrailer:
      return "trailer";
    case Reason::Kind::kEdge:
      return "edge";
    case Reason::Kind::kDirectEdge:
      return "direct_edge";
    case Reason::Kind::kDomain:
      return "domain";
    case Reason::Kind::kSmoke:
      return "smoke";
    case Reason::Kind::kFull:
      return "full";
    case Reason::Kind::kSmokeTests:
      return "smoke_tests";
    case Reason::Kind::kDomainTests:
      return "domain_tests";
    case Reason::Kind::kContract:
      return "contract";
    case Reason::Kind::kContractText:
      return "contract_text";
    case Reason::Kind::kUndecidedTests:
      return "undecided_tests";
    case Reason::Kind::kUndecided:
      return "undecided";
    case Reason::Kind::kFullPath:
      return "full_path";
    case Reason::Kind::kUnowned:
      return "unowned";
    case Reason::Kind::kSettings:
      return "settings";
    case Reason::Kind::kNoConfiguration:
      return "no_configuration";
    case Reason::Kind::kTrailerAll:
      return "trailer_all";
    case Reason::Kind::kTrailerUnknown:
      return "trailer_unknown";
    case Reason::Kind::kRequested:
      return "requested";
    case Reason::Kind::kEnvironment:
      return "environment";
    case Reason::Kind::kPush:
      return "push";
    case Reason::Kind::kEvent:
      return "event";
    case Reason::Kind::kLabel:
      return "label";
    case Reason::Kind::kNoBase:
      return "no_base";
    case Reason::Kind::kOwnFileWithoutBase:
      return "own_file_without_base";
    case Reason::Kind::kMessagesCut:
      return "messages_cut";
  }
  return "";
}

std::string_view ToString(Mode mode) {
  switch (mode) {
    case Mode::kFull:
      return "full";
    case Mode::kSelected:
      return "selected";
    case Mode::kNone:
      return "none";
  }
  return "";
}

std::string_view ToString(Job::ShardBy shard_by) {
  switch (shard_by) {
    case Job::ShardBy::kNone:
      return "none";
    case Job::ShardBy::kTests:
      return "tests";
    case Job::ShardBy::kRest:
      return "rest";
    case Job::ShardBy::kRunner:
      return "runner";
  }
  return "";
}

namespace {

bool NamesAny(const std::vector<std::string>& names, std::string_view id) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return name == id || NamesTest(name, id); });
}

}  // namespace

bool MayRun(const Job& job, std::string_view id) {
  if (job.shard_by == Job::ShardBy::kRest) return !NamesAny(job.except, id);
  if (job.all && job.shard_by != Job::ShardBy::kTests) return true;
  return std::any_of(job.tests.begin(), job.tests.end(), [&](const PlannedTest& test) {
    return test.id == id || (job.all && NamesTest(test.id, id));
  });
}

absl::Status FillRests(std::vector<Job>& jobs) {
  for (Job& rest : jobs) {
    if (rest.shard_by != Job::ShardBy::kRest) continue;
    int others = 0;
    rest.except.clear();
    for (const Job& job : jobs) {
      if (job.shard_by != Job::ShardBy::kTests || job.domain != rest.domain ||
          job.suite != rest.suite || job.axes != rest.axes) {
        continue;
      }
      ++others;
      for (const PlannedTest& test : job.tests) rest.except.push_back(test.id);
    }
    std::sort(rest.except.begin(), rest.except.end());
    if (others + 1 != rest.shards) {
      return Error("the job `" + rest.id + "` runs what " + std::to_string(rest.shards - 1) +
                   " other shards leave, and there are " + std::to_string(others));
    }
  }
  return absl::OkStatus();
}

std::string_view ToString(PathState state) {
  switch (state) {
    case PathState::kOwned:
      return "owned";
    case PathState::kIgnored:
      return "ignored";
    case PathState::kEscalated:
      return "escalated";
    case PathState::kUnowned:
      return "unowned";
    case PathState::kOwn:
      return "own";
  }
  return "";
}

std::string_view ToString(Confidence confidence) {
  switch (confidence) {
    case Confidence::kExact:
      return "exact";
    case Confidence::kHeadOnly:
      return "head only";
    case Confidence::kUnknown:
      return "unknown";
  }
  return "";
}

std::string_view ToString(ChangeStatus status) {
  switch (status) {
    case ChangeStatus::kAdded:
      return "added";
    case ChangeStatus::kModified:
      return "modified";
    case ChangeStatus::kDeleted:
      return "deleted";
    case ChangeStatus::kTypeChanged:
      return "type-changed";
  }
  return "";
}

char Letter(ChangeStatus status) {
  switch (status) {
    case ChangeStatus::kAdded:
      return 'A';
    case ChangeStatus::kModified:
      return 'M';
    case ChangeStatus::kDeleted:
      return 'D';
    case ChangeStatus::kTypeChanged:
      return 'T';
  }
  return '?';
}

}  // namespace testfed
