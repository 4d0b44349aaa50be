// The members of one JSON object that testfed itself wrote: strict in types, and neither a missing
// nor an unknown key passes.
//
// The first problem of a whole text is kept in one shared status, so that readers need no check
// after each member: once it is set, everything reads as neutral values (0, "", empty).
#ifndef TESTFED_SELECTOR_JSON_FIELDS_H_
#define TESTFED_SELECTOR_JSON_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/json.h"

namespace testfed {

class JsonFields {
 public:
  // The whole text, which errors call `name`. `json` and `status` must outlive this.
  JsonFields(const Json& json, std::string_view name, absl::Status& status);
  // The member `key` of `parent`: errors call it "plan.json: domains.affected".
  JsonFields(const Json& json, const JsonFields& parent, std::string_view key);
  // Its item `index`: "plan.json: jobs[3]".
  JsonFields(const Json& json, const JsonFields& parent, std::string_view key, size_t index);

  std::string Text(std::string_view key);
  std::vector<std::string> Texts(std::string_view key);
  bool Flag(std::string_view key);
  int Count(std::string_view key);  // 0 to INT_MAX
  const Json::Array& List(std::string_view key);
  const Json& Object(std::string_view key);
  const Json& ObjectOrNull(std::string_view key);

  // The value among `all` whose ToString is the text of `key`.
  template <typename Word, typename Words>
  Word OneOf(std::string_view key, const Words& all) {
    const std::string text = Text(key);
    std::string known;
    for (Word word : all) {
      if (ToString(word) == text) return word;
      known += (known.empty() ? "" : ", ") + std::string(ToString(word));
    }
    Problem("`" + std::string(key) + "` is one of " + known + ", got `" + text + "`");
    return *std::begin(all);
  }

  bool Has(std::string_view key) const;
  void Done();  // whatever was not read by now is an unknown key
  void Problem(std::string_view text);
  bool Ok() const { return status_.ok(); }

 private:
  void CheckObject();
  const Json& Member(std::string_view key, bool (Json::*is)() const, std::string_view type);

  const Json& json_;
  std::string name_;
  std::string below_;  // "jobs[3].reasons[0]"; "" for the whole text
  absl::Status& status_;
  std::vector<std::string_view> seen_;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_JSON_FIELDS_H_
