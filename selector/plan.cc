#include "selector/plan.h"

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
