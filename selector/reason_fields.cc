#include "selector/reason_fields.h"

namespace testfed {

const std::vector<ReasonFields>& AllReasonFields() {
  using Kind = Reason::Kind;
  static const std::vector<ReasonFields> kAll = {
      {.kind = Kind::kChanges,
       .about = "Of a domain: `count` changed paths belong to it; `path` is the first.",
       .path = true,
       .count = true},
      {.kind = Kind::kDeclaration,
       .about = "Of a domain: its declaration differs between base and head in the keys `text`.",
       .at = true,
       .text = true},
      {.kind = Kind::kTrailer,
       .about = "Of a domain: the message of `commit` names it in the line `text`.",
       .commit = true,
       .text = true},
      {.kind = Kind::kEdge,
       .about = "Of a domain: it is `fullyAffectedBy` the affected `domain`, declared at `at`.",
       .domain = true,
       .at = true},
      {.kind = Kind::kDirectEdge,
       .about = "Of a domain: it declares at `at` that it `mustRunAllTestsOnChangesIn` the changed "
                "`domain`.",
       .domain = true,
       .at = true},
      {.kind = Kind::kDomain, .about = "Of a job: its `domain` is affected.", .domain = true},
      {.kind = Kind::kSmoke,
       .about = "Of a job: its suite is a smoke test by `at`. Of a test: its tag stands at `at`.",
       .at = true},
      {.kind = Kind::kFull, .about = "Of a job: the plan is full."},
      {.kind = Kind::kSmokeTests,
       .about = "Of a job: `count` of its tests are smoke tests.",
       .count = true},
      {.kind = Kind::kDomainTests,
       .about = "Of a job: `count` of its tests stand in files of the affected `domain`.",
       .domain = true,
       .count = true},
      {.kind = Kind::kContract,
       .about = "Of a job: `count` of its tests keep the contract `name` at `at`, which the "
                "provider `domain` woke; 0 where the contract names the whole suite. Of a test: it "
                "is one of them.",
       .domain = true,
       .name = true,
       .at = true,
       .count = true},
      {.kind = Kind::kContractText,
       .about = "Of a job: `count` of its tests keep the contract `name` at `at`, whose text "
                "differs between base and head; 0 where it names the whole suite. Of a test: it is "
                "one of them.",
       .name = true,
       .at = true,
       .count = true},
      {.kind = Kind::kUndecidedTests,
       .about = "Of a job: `count` of its tests have tags that could not be decided.",
       .count = true},
      {.kind = Kind::kUndecided,
       .about = "Of a test: `text` says what about its tags could not be decided.",
       .text = true},
      {.kind = Kind::kFullPath,
       .about = "Of a full plan: `path`, the first of `count`, matches the `full` rule at `at`; "
                "`text` is the reason declared there.",
       .at = true,
       .path = true,
       .text = true,
       .count = true},
      {.kind = Kind::kUnowned,
       .about = "Of a full plan: `path`, the first of `count`, belongs to no domain.",
       .path = true,
       .count = true},
      {.kind = Kind::kSettings,
       .about = "Of a full plan: `$settings` differ between base and head in the keys `text`.",
       .at = true,
       .text = true},
      {.kind = Kind::kNoConfiguration,
       .about = "Of a full plan: the base has no readable configuration; `text` says why.",
       .text = true},
      {.kind = Kind::kTrailerAll,
       .about = "Of a full plan: the message of `commit` asks for everything in the line `text`.",
       .commit = true,
       .text = true},
      {.kind = Kind::kTrailerUnknown,
       .about = "Of a full plan: the line `text` in the message of `commit` names `name`, which is "
                "no domain.",
       .name = true,
       .commit = true,
       .text = true},
      {.kind = Kind::kRequested,
       .about = "Of a full plan: asked for with --full; `text` is the reason given.",
       .text = true},
      {.kind = Kind::kEnvironment,
       .about = "Of a full plan: the variable TESTFED_FULL is set to `text`.",
       .text = true},
      {.kind = Kind::kPush,
       .about = "Of a full plan: a push to the branch `name`, by the rule at `at`; `text` is the "
                "reason declared there.",
       .name = true,
       .at = true,
       .text = true},
      {.kind = Kind::kEvent,
       .about = "Of a full plan: the CI event `name`, by the rule at `at`, whose reason is `text`; "
                "`at` is empty when the event has no base.",
       .name = true,
       .at = true,
       .text = true},
      {.kind = Kind::kLabel,
       .about = "Of a full plan: the pull request has the label `name`, by the rule at `at`; "
                "`text` is the reason declared there.",
       .name = true,
       .at = true,
       .text = true},
      {.kind = Kind::kNoBase,
       .about = "Of a full plan: the base cannot be trusted and `--no-base full` was given; `text` "
                "says why.",
       .text = true},
      {.kind = Kind::kOwnFileWithoutBase,
       .about = "Of a full plan: a list of changes without a base names `path`, one of testfed's "
                "own files.",
       .path = true},
      {.kind = Kind::kMessagesCut,
       .about = "Of a full plan: the history is cut between base and head, so that a trailer in an "
                "older message could be lost."},
  };
  return kAll;
}

const ReasonFields& FieldsOf(Reason::Kind kind) {
  return AllReasonFields()[static_cast<size_t>(kind)];
}

}  // namespace testfed
