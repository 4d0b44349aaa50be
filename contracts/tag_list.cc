#include "contracts/tag_list.h"

#include <algorithm>
#include <tuple>

namespace testfed {

void AddTags(const std::vector<Annotation>& annotations, const std::string& file,
             std::vector<Tag>& tags) {
  for (const Annotation& annotation : annotations) {
    std::optional<TagName> name = ReadTagName(annotation.name);
    if (name) tags.push_back({name->kind, name->domain, {file, annotation.position}});
  }
}

void SortTags(std::vector<Tag>& tags) {
  auto same = [](const Tag& a, const Tag& b) {
    return std::tie(a.kind, a.domain) == std::tie(b.kind, b.domain);
  };
  std::stable_sort(tags.begin(), tags.end(), [](const Tag& a, const Tag& b) {
    return std::tie(a.kind, a.domain) < std::tie(b.kind, b.domain);
  });
  tags.erase(std::unique(tags.begin(), tags.end(), same), tags.end());
}

Finding UnusedTag(const Annotation& tag, const std::string& file, const std::string& why) {
  return {Severity::kWarning,
          {file, tag.position},
          "unused-tag",
          "`@" + tag.name + "` applies to no test: " + why,
          {}};
}

Finding UndecidedFinding(const Undecided& undecided, const std::string& file) {
  return {Severity::kWarning, {file, undecided.position}, "undecided-tag", undecided.text, {}};
}

}  // namespace testfed
