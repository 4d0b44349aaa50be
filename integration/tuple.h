// A tuple says which sources are composed: of each component the commit or version, the repository
// and the patches that the integration repository applies to it, in their order.
//
// Its canonical bytes, `tuple/1`, are JSON in UTF-8 without white space, keys sorted by bytes,
// without floats, nulls and a line end:
//   {"components":{NAME:{"commit":HEX40|"version":TEXT,"patches":[...],"repo":HOST/PATH}},
//    "schema":"tuple/1"}
// `patches` is left out when there are none. Groups, branches, documentation and time are no part
// of it. The names' character set makes this order that of RFC 8785.
//
// docs/integration.md publishes vectors.
#ifndef TESTFED_INTEGRATION_TUPLE_H_
#define TESTFED_INTEGRATION_TUPLE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domains/json.h"
#include "domains/status.h"
#include "integration/pin.h"

namespace testfed {

struct TupleEntry {
  Pin pin;
  std::string repository;            // normalised, as RepositoryName gives it
  std::vector<std::string> patches;  // labels, in the order in which they are applied
  auto operator<=>(const TupleEntry&) const = default;
};

using Tuple = std::map<std::string, TupleEntry>;

Json ToJson(const Tuple& tuple);
std::string CanonicalText(const Tuple& tuple);
std::string TupleSha256(const Tuple& tuple);  // 64 hexadecimal digits

// A `tuple/1` object, as a record of the store holds it. Everything but the canonical values is an
// error: another schema, unknown or missing keys, an upper-case commit, a repository that is not
// normalised; so a tuple that was read has the digest of the bytes that it was read from.
// `name` is what errors call the object.
absl::StatusOr<Tuple> ReadTuple(const Json& json, std::string_view name);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_TUPLE_H_
