#include "selector/json_fields.h"

#include <algorithm>
#include <climits>

namespace testfed {
namespace {

const Json kNull;

std::string_view TypeOf(const Json& json) {
  if (json.IsNull()) return "null";
  if (json.IsBool()) return "true or false";
  if (json.IsString()) return "a text";
  if (json.IsArray()) return "a list";
  if (json.IsObject()) return "an object";
  return "a number";
}

}  // namespace

JsonFields::JsonFields(const Json& json, std::string_view name, absl::Status& status)
    : json_(json), name_(name), status_(status) {
  CheckObject();
}

JsonFields::JsonFields(const Json& json, const JsonFields& parent, std::string_view key)
    : json_(json),
      name_(parent.name_),
      below_(parent.below_ + (parent.below_.empty() ? "" : ".") + std::string(key)),
      status_(parent.status_) {
  CheckObject();
}

JsonFields::JsonFields(const Json& json, const JsonFields& parent, std::string_view key,
                       size_t index)
    : JsonFields(json, parent, std::string(key) + "[" + std::to_string(index) + "]") {}

void JsonFields::CheckObject() {
  if (!json_.IsObject()) Problem("expected an object, got " + std::string(TypeOf(json_)));
}

void JsonFields::Problem(std::string_view text) {
  if (!status_.ok()) return;
  status_ = Error(name_ + ": " + (below_.empty() ? "" : below_ + ": ") + std::string(text));
}

bool JsonFields::Has(std::string_view key) const { return json_.Has(key); }

const Json& JsonFields::Member(std::string_view key, bool (Json::*is)() const,
                               std::string_view type) {
  seen_.push_back(key);
  if (!json_.Has(key)) {
    Problem("`" + std::string(key) + "` is missing");
    return kNull;
  }
  const Json& member = json_[key];
  if ((member.*is)()) return member;
  Problem("`" + std::string(key) + "` is " + std::string(type) + ", got " +
          std::string(TypeOf(member)));
  return kNull;
}

std::string JsonFields::Text(std::string_view key) {
  return Member(key, &Json::IsString, "a text").String();
}

bool JsonFields::Flag(std::string_view key) {
  return Member(key, &Json::IsBool, "true or false").Bool();
}

int JsonFields::Count(std::string_view key) {
  const std::int64_t count = Member(key, &Json::IsInt, "a whole number").Int();
  if (count < 0 || count > INT_MAX) {
    Problem("`" + std::string(key) + "` is a count, got " + std::to_string(count));
    return 0;
  }
  return static_cast<int>(count);
}

const Json::Array& JsonFields::List(std::string_view key) {
  return Member(key, &Json::IsArray, "a list").Items();
}

const Json& JsonFields::Object(std::string_view key) {
  return Member(key, &Json::IsObject, "an object");
}

const Json& JsonFields::ObjectOrNull(std::string_view key) {
  if (json_.Has(key) && json_[key].IsNull()) {
    seen_.push_back(key);
    return kNull;
  }
  return Member(key, &Json::IsObject, "an object or null");
}

std::vector<std::string> JsonFields::Texts(std::string_view key) {
  std::vector<std::string> texts;
  for (const Json& item : List(key)) {
    if (!item.IsString()) {
      Problem("`" + std::string(key) + "` is a list of texts, got " + std::string(TypeOf(item)));
    }
    texts.push_back(item.String());
  }
  return texts;
}

void JsonFields::Done() {
  for (const auto& [key, value] : json_.Members()) {
    if (std::find(seen_.begin(), seen_.end(), key) == seen_.end()) {
      Problem("unknown key `" + key + "`");
    }
  }
}

}  // namespace testfed
