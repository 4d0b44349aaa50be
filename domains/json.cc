#include "domains/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace testfed {

// Sees inside Json, so that only this file knows nlohmann's types.
struct JsonAccess {
  static Json::Object& Members(Json& json) { return std::get<Json::Object>(json.value_); }
  static Json::Array& Items(Json& json) { return std::get<Json::Array>(json.value_); }
};

namespace {

constexpr size_t kMaxLevels = 256;

// Builds a Json while nlohmann parses, so that duplicate keys and depth are seen as they come.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return Put(Json()); }
  bool boolean(bool value) override { return Put(Json(value)); }
  bool number_integer(number_integer_t value) override { return Put(Json(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(INT64_MAX)) {
      return Put(Json(static_cast<double>(value)));
    }
    return Put(Json(static_cast<std::int64_t>(value)));
  }
  bool number_float(number_float_t value, const string_t&) override { return Put(Json(value)); }
  bool string(string_t& value) override { return Put(Json(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return Open(Json::MakeObject()); }
  bool end_object() override { return Close(); }
  bool start_array(std::size_t) override { return Open(Json::MakeArray()); }
  bool end_array() override { return Close(); }
  bool key(string_t& value) override {
    if (!keys_.back().insert(value).second) {
      problem = "the key `" + value + "` stands twice in one object";
      return false;
    }
    pending_.back() = std::move(value);
    return true;
  }
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::detail::exception& error) override {
    offset = at;
    // nlohmann's sentence reads "[json.exception...] parse error at line 1, column 2: THE REASON".
    std::string text = error.what();
    size_t colon = text.find(": ", text.find("column"));
    problem = colon == std::string::npos ? text : text.substr(colon + 2);
    return false;
  }

  Json root;
  std::string problem;
  std::size_t offset = 0;

 private:
  bool Put(Json value) {
    if (open_.empty()) {
      root = std::move(value);
    } else if (open_.back().IsArray()) {
      JsonAccess::Items(open_.back()).push_back(std::move(value));
    } else {
      JsonAccess::Members(open_.back()).emplace_back(std::move(pending_.back()), std::move(value));
    }
    return true;
  }
  bool Open(Json value) {
    if (open_.size() >= kMaxLevels) {
      problem = "more than " + std::to_string(kMaxLevels) + " levels";
      return false;
    }
    open_.push_back(std::move(value));
    keys_.emplace_back();
    pending_.emplace_back();
    return true;
  }
  bool Close() {
    Json value = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    pending_.pop_back();
    return Put(std::move(value));
  }

  std::vector<Json> open_;
  std::vector<std::set<std::string>> keys_;
  std::vector<std::string> pending_;
};

nlohmann::ordered_json Convert(const Json& json) {
  if (json.IsBool()) return json.Bool();
  if (json.IsInt()) return json.Int();
  if (json.IsString()) return json.String();
  if (json.IsArray()) {
    auto array = nlohmann::ordered_json::array();
    for (const Json& item : json.Items()) array.push_back(Convert(item));
    return array;
  }
  if (json.IsObject()) {
    auto object = nlohmann::ordered_json::object();
    // ordered_json searches linearly in operator[]; our keys are unique already.
    auto& members = object.get_ref<nlohmann::ordered_json::object_t&>();
    for (const auto& [key, value] : json.Members()) members.emplace_back(key, Convert(value));
    return object;
  }
  if (json.IsDouble()) return json.Double();
  return nullptr;
}

bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c >= 0x20 && c != 0x7f && c != '"' && c != '\\';  // beyond ASCII c is negative
  });
}

void AppendCanonicalText(const std::string& value, std::string& text) {
  if (!IsPlain(value)) {
    text += ToText(Json(value));
    return;
  }
  text += '"';
  text += value;
  text += '"';
}

// As ToText writes it, but for the order of keys. Texts that need no escape and whole numbers,
// which are nearly all of a plan, are written here.
void AppendCanonical(const Json& json, std::string& text) {
  if (json.IsArray()) {
    text += '[';
    for (const Json& item : json.Items()) {
      if (&item != &json.Items().front()) text += ',';
      AppendCanonical(item, text);
    }
    text += ']';
  } else if (json.IsObject()) {
    std::vector<const Json::Member*> members;
    for (const Json::Member& member : json.Members()) members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const auto* a, const auto* b) { return a->first < b->first; });
    text += '{';
    for (const Json::Member* member : members) {
      if (member != members.front()) text += ',';
      AppendCanonicalText(member->first, text);
      text += ':';
      AppendCanonical(member->second, text);
    }
    text += '}';
  } else if (json.IsString()) {
    AppendCanonicalText(json.String(), text);
  } else if (json.IsInt()) {
    text += std::to_string(json.Int());
  } else {
    text += ToText(json);
  }
}

template <typename T>
const T& Get(const T* value) {
  static const T kNeutral{};
  return value == nullptr ? kNeutral : *value;
}

}  // namespace

bool Json::Bool() const { return Get(std::get_if<bool>(&value_)); }
std::int64_t Json::Int() const { return Get(std::get_if<std::int64_t>(&value_)); }
double Json::Double() const { return Get(std::get_if<double>(&value_)); }
const std::string& Json::String() const { return Get(std::get_if<std::string>(&value_)); }
const Json::Array& Json::Items() const { return Get(std::get_if<Array>(&value_)); }
const Json::Object& Json::Members() const { return Get(std::get_if<Object>(&value_)); }

const Json& Json::operator[](std::string_view key) const {
  for (const Member& member : Members()) {
    if (member.first == key) return member.second;
  }
  return Get<Json>(nullptr);
}

bool Json::Has(std::string_view key) const {
  const Object& members = Members();
  return std::any_of(members.begin(), members.end(),
                     [&](const Member& member) { return member.first == key; });
}

Json& Json::Set(std::string_view key, Json value) {
  if (IsNull()) value_ = Object{};
  Object& members = std::get<Object>(value_);
  for (Member& member : members) {
    if (member.first == key) {
      member.second = std::move(value);
      return *this;
    }
  }
  members.emplace_back(std::string(key), std::move(value));
  return *this;
}

void Json::Append(Json value) {
  if (IsNull()) value_ = Array{};
  std::get<Array>(value_).push_back(std::move(value));
}

absl::StatusOr<Json> ParseJson(std::string_view text, std::string_view name) {
  Builder builder;
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
    return std::move(builder.root);
  }
  std::string where(name);
  if (builder.offset > 0) {
    std::string_view before = text.substr(0, std::min(builder.offset - 1, text.size()));
    size_t line = 1 + static_cast<size_t>(std::count(before.begin(), before.end(), '\n'));
    size_t line_start = before.rfind('\n');
    size_t column = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1;
    where += ":" + std::to_string(line) + ":" + std::to_string(column);
  }
  return Error(where + ": not JSON: " + builder.problem);
}

std::string ToText(const Json& json, int indent, bool ascii) {
  return Convert(json).dump(indent, ' ', ascii, nlohmann::ordered_json::error_handler_t::replace);
}

std::string CanonicalText(const Json& json) {
  std::string text;
  AppendCanonical(json, text);
  return text;
}

}  // namespace testfed
