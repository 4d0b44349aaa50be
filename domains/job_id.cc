#include "domains/job_id.h"

#include <algorithm>
#include <array>

namespace testfed {

std::vector<JobAxes> ProductOf(const std::vector<Axis>& matrix) {
  std::vector<JobAxes> product = {{}};
  for (const Axis& axis : matrix) {
    std::vector<JobAxes> longer;
    longer.reserve(product.size() * axis.values.size());
    for (const JobAxes& head : product) {
      for (const Json& value : axis.values) {
        longer.push_back(head);
        longer.back().emplace_back(axis.name, value);
      }
    }
    product = std::move(longer);
  }
  return product;
}

std::string AxisText(const Json& value) {
  return value.IsString() ? value.String() : ToText(value);
}

std::string AxisVariable(std::string_view axis) {
  std::string name = "TESTFED_AXIS_";
  for (char c : axis) {
    if (c >= 'a' && c <= 'z') {
      name += static_cast<char>(c - 'a' + 'A');
    } else {
      name += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
    }
  }
  return name;
}

std::string JobIdOf(std::string_view domain, std::string_view suite, const JobAxes& axes) {
  std::string id(domain);
  if (!suite.empty()) id += "-" + std::string(suite);
  for (const auto& [name, value] : axes) {
    std::string text = AxisText(value);
    std::replace_if(
        text.begin(), text.end(),
        [](char c) {
          return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '_' || c == '.' || c == '-');
        },
        '_');
    id += "-" + (text.empty() ? "_" : text);
  }
  return id;
}

bool IsLegKey(std::string_view key) {
  constexpr std::array<std::string_view, 9> kKeys = {"id", "name", "domain",  "suite",  "shard",
                                                     "ci", "noop", "include", "exclude"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

}  // namespace testfed
