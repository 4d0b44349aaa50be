#include "contracts/suite_division.h"

#include <algorithm>

#include "contracts/test_filter.h"

namespace testfed {
namespace {

bool AnyWordHas(const std::vector<std::string>& command, std::string_view text) {
  return std::any_of(command.begin(), command.end(),
                     [&](const std::string& word) { return word.find(text) != std::string::npos; });
}

std::string Before(std::string_view text, std::string_view end) {
  return std::string(text.substr(0, text.find(end)));
}

}  // namespace

bool TakesShard(const std::vector<std::string>& command) { return AnyWordHas(command, "{shard"); }

Division DivisionOf(Runner runner, const std::vector<std::string>& command, bool has_listing) {
  if (command.empty()) return Division::kNone;
  if (TakesShard(command)) return Division::kByRunner;
  const bool takes_filter = std::find(command.begin(), command.end(), "{filter}") != command.end();
  if (!takes_filter) return runner == Runner::kGtest ? Division::kByRunner : Division::kNone;
  switch (runner) {
    case Runner::kGtest:
    case Runner::kPytest:
      return Division::kByRest;
    case Runner::kJunit:
      return IsConsoleLauncher(command) ? Division::kByRest : Division::kNone;
    case Runner::kCtest:
      return has_listing ? Division::kByTests : Division::kByRunner;
    case Runner::kBazel:
      return has_listing ? Division::kByTests : Division::kNone;
    case Runner::kJest:
    case Runner::kVitest:
      return Division::kByRunner;
    case Runner::kGo:
    case Runner::kCommand:
      break;
  }
  return Division::kNone;
}

std::string UnitOf(Runner runner, std::string_view test_id) {
  switch (runner) {
    case Runner::kPytest:
      return Before(test_id, "::");
    case Runner::kJunit:
      return Before(Before(test_id, "#"), "$");
    case Runner::kJest:
    case Runner::kVitest:
      return Before(test_id, " > ");
    case Runner::kGo:
      return Before(test_id, "#");
    default:
      return std::string(test_id);
  }
}

std::string NameInShard(Runner runner, std::string_view test_id) {
  std::string name;
  switch (runner) {
    case Runner::kPytest:
      name = Before(test_id, "::");
      return name.find('[') == std::string::npos ? name : "";
    case Runner::kJunit:
      name = Before(test_id, "#");
      return name.find('*') == std::string::npos ? name : "";
    case Runner::kGtest:
      name = test_id;
      return name.find('*') == std::string::npos && name.find('.') != std::string::npos ? name : "";
    default:
      return std::string(test_id);
  }
}

}  // namespace testfed
