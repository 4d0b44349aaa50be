#include "tests/selector/plan_vectors.h"

#include "tests/domains/vectors.h"

namespace testfed {

std::vector<PlanVector> ReadPlanVectors() {
  const auto set = [](const Json& json) {
    const std::vector<std::string> values = ToStrings(json);
    return std::set<std::string>(values.begin(), values.end());
  };
  std::vector<PlanVector> vectors;
  const Json data = ReadData("plans.json");
  for (const Json& item : data.Items()) {
    PlanVector vector;
    vector.name = item["name"].String();
    if (!item["base"].IsNull()) vector.base = item["base"].String();
    vector.head = item["head"].String();
    for (const Json& change : item["changes"].Items()) {
      vector.changes.push_back({change.Items()[0].String()[0], change.Items()[1].String()});
    }
    vector.messages = ToStrings(item["messages"]);
    const Json& expect = item["expect"];
    vector.expect.mode = expect["mode"].String();
    vector.expect.changed = ToStrings(expect["changed"]);
    vector.expect.affected = ToStrings(expect["affected"]);
    vector.expect.direct_only = ToStrings(expect["direct_only"]);
    vector.expect.jobs = set(expect["jobs"]);
    vector.expect.removed = set(expect["removed"]);
    vector.expect.escalations = set(expect["escalations"]);
    vector.accounting = slow::Selection().Accounting();
    for (const auto& [state, count] : expect["accounting"].Members()) {
      vector.accounting[state] = static_cast<int>(count.Int());
    }
    vectors.push_back(std::move(vector));
  }
  return vectors;
}

}  // namespace testfed
