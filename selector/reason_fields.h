// Which fields each kind of reason has: the one table behind the writer and the reader of plan.json
// and its schema, so that the three cannot differ.
#ifndef TESTFED_SELECTOR_REASON_FIELDS_H_
#define TESTFED_SELECTOR_REASON_FIELDS_H_

#include <string_view>
#include <vector>

#include "selector/plan.h"

namespace testfed {

struct ReasonFields {
  Reason::Kind kind;
  std::string_view about;  // what the kind says, a sentence for the schema
  bool domain = false;
  bool name = false;
  bool at = false;  // and at_base, where the place is in the base's configuration
  bool path = false;
  bool commit = false;
  bool text = false;
  bool count = false;
};

// Every kind once, in the order of Reason::Kind.
const std::vector<ReasonFields>& AllReasonFields();
const ReasonFields& FieldsOf(Reason::Kind kind);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_REASON_FIELDS_H_
