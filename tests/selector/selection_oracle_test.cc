// The selection against its oracle: random cases and the vectors of whole plans.
#include <gtest/gtest.h>

#include <set>

#include "tests/selector/config_text.h"
#include "tests/selector/plan_vectors.h"
#include "tests/selector/production_selection.h"
#include "tests/selector/random_selections.h"

namespace testfed {
namespace {

// In parts, so that they run side by side.
constexpr std::uint64_t kParts = 4;
constexpr int kCasesOfAPart = 2600;

class SelectionOracle : public testing::TestWithParam<std::uint64_t> {};

TEST_P(SelectionOracle, AgreesWithProduction) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed * kParts + GetParam());
  for (int i = 0; i < kCasesOfAPart; ++i) {
    const slow::SelectionCase c = RandomSelectionCase(random).selection_case;
    ASSERT_EQ(Print(SelectByProduction(c)), Print(slow::Select(c)))
        << "seed " << seed << ", part " << GetParam() << ", case " << i << "\n"
        << Print(c);
  }
}

INSTANTIATE_TEST_SUITE_P(Part, SelectionOracle, testing::Range(std::uint64_t{0}, kParts));

TEST(Selection, ModeIsNoneWhereAFullRunHasNoJob) {
  SelectionRequest request;
  request.head = std::make_shared<Configuration>();  // no text reads so: a domain always has a job
  request.bases = {request.head};
  request.range.changes = {{"x", ChangeStatus::kModified}};
  const slow::Selection answer = AnswerOf(Select(request));
  EXPECT_EQ(answer.mode, "none");
  EXPECT_EQ(answer.escalations, std::set<std::string>{"unowned"});
}

TEST(Selection, KeepsThePlanVectors) {
  for (const PlanVector& vector : ReadPlanVectors()) {
    SCOPED_TRACE(vector.name);
    slow::SelectionCase c;
    c.changes = vector.changes;
    c.messages = vector.messages;
    c.head = *ReadConfig(vector.head);
    if (vector.base) c.base = *ReadConfig(*vector.base);
    // The texts as they stand there, not as the printer writes them.
    SelectionRequest request = RequestOf(c);
    request.head = ReadByProduction(vector.head);
    if (vector.base) request.bases = {ReadByProduction(*vector.base)};
    const Plan plan = Select(request);
    slow::Selection answer = AnswerOf(plan);
    EXPECT_EQ(answer.Accounting(), vector.accounting);
    answer.paths.clear();
    EXPECT_EQ(Print(answer), Print(vector.expect));
  }
}

}  // namespace
}  // namespace testfed
