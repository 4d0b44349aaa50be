// JSON values: the one wrapper around nlohmann/json. Numbers are integers only where testfed writes
// them; a double that was read keeps its value. Objects keep the order of insertion.
#ifndef TESTFED_DOMAINS_JSON_H_
#define TESTFED_DOMAINS_JSON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "domains/status.h"

namespace testfed {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // keys are unique; `Set` keeps them so

  Json() = default;                                                 // null
  Json(bool value) : value_(value) {}                               // NOLINT: implicit on purpose
  Json(int value) : value_(std::int64_t{value}) {}                  // NOLINT
  Json(std::int64_t value) : value_(value) {}                       // NOLINT
  Json(size_t value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT
  Json(double value) : value_(value) {}                             // NOLINT
  Json(const char* value) : value_(std::string(value)) {}           // NOLINT
  Json(std::string value) : value_(std::move(value)) {}             // NOLINT
  Json(std::string_view value) : value_(std::string(value)) {}      // NOLINT
  Json(Array value) : value_(std::move(value)) {}                   // NOLINT
  static Json MakeObject() { return Json(Object{}, 0); }
  static Json MakeArray() { return Json(Array{}); }

  bool IsNull() const { return std::holds_alternative<std::monostate>(value_); }
  bool IsBool() const { return std::holds_alternative<bool>(value_); }
  bool IsInt() const { return std::holds_alternative<std::int64_t>(value_); }
  bool IsDouble() const { return std::holds_alternative<double>(value_); }
  bool IsString() const { return std::holds_alternative<std::string>(value_); }
  bool IsArray() const { return std::holds_alternative<Array>(value_); }
  bool IsObject() const { return std::holds_alternative<Object>(value_); }

  // Each returns the value, or a neutral one (false, 0, "", empty) when it is of another type.
  bool Bool() const;
  std::int64_t Int() const;
  double Double() const;
  const std::string& String() const;
  const Array& Items() const;
  const Object& Members() const;

  // The member called `key`, or null (a shared null value) when there is none or this is no object.
  const Json& operator[](std::string_view key) const;
  bool Has(std::string_view key) const;
  // Makes this an object when it is null; replaces the member called `key` or appends it.
  Json& Set(std::string_view key, Json value);
  void Append(Json value);  // makes this an array when it is null

  bool operator==(const Json&) const = default;

 private:
  Json(Object value, int) : value_(std::move(value)) {}
  friend struct JsonAccess;
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

// Reads one JSON text (RFC 8259). `name` is what errors call it. Duplicate keys, more than 256
// levels, text after the value and text that is not UTF-8 are errors with line and column.
absl::StatusOr<Json> ParseJson(std::string_view text, std::string_view name);

// `indent` < 0: one line, no white space. Bytes that are not UTF-8 become U+FFFD.
// `ascii`: everything beyond ASCII as \u escapes.
std::string ToText(const Json& json, int indent = -1, bool ascii = false);

// The canonical form that digests are made of: keys sorted by bytes, no white space, UTF-8.
std::string CanonicalText(const Json& json);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_JSON_H_
