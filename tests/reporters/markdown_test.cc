#include "reporters/markdown.h"

#include <gtest/gtest.h>

#include "reporters/markdown_text.h"
#include "reporters/mermaid.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

TEST(Markdown, SmallPlan) {
  Plan plan = SmallPlan();
  plan.head.uncommitted = 0;
  EXPECT_EQ(RenderMarkdown(plan), R"(### testfed: 4 of 12 jobs

`9b1e04d` against `1f3c9ab`, merge base of HEAD and origin/main (exact).

| Job | Because |
| --- | --- |
| Billing-it | Billing changed |
| Billing-unit | Billing changed |
| Checkout-unit | Billing &rarr; Checkout |
| Identity-login | smoke |

```mermaid
flowchart LR
  d0["Billing<br/>1 path"]:::changed
  d1["Checkout"]:::affected
  d0 -->|fullyAffectedBy| d1
  classDef changed fill:#1f6feb,stroke:#1f6feb,color:#fff
  classDef affected fill:#9e6a03,stroke:#9e6a03,color:#fff
  classDef direct fill:none,stroke:#8b949e,stroke-dasharray:4 3
  classDef listed fill:none,stroke:#8b949e,stroke-dasharray:4 3
```

<details><summary>2 changed paths: 1 owned, 1 ignored</summary>

| | Path | Domains | Rule |
| --- | --- | --- | --- |
| M | `billing/src/main/kotlin/com/acme/billing/Invoice.kt` | Billing | `billing/**` `domains.yaml:32:13` |
| M | `docs/billing/rounding.md` | ignored | `docs/**` `domains.yaml:3:12` |

</details>

<details><summary>Not affected: 9 of 11 domains</summary>

Api, Build, Catalog, Identity, Platform, Pricing, Search, ThirdParty, Web.

</details>

Here: `testfed run --base 1f3c9ab --head 9b1e04d` &nbsp; Plan `)" +
                                      plan.digest.substr(0, 19) + "`\n");
}

TEST(Markdown, FullPlan) {
  Plan plan = FullPlan();
  EXPECT_EQ(RenderMarkdown(plan), R"(### testfed: everything, 2 jobs

`9b1e04d` against `1f3c9ab`, merge base of HEAD and origin/main (exact).

- the Gradle build itself `domains.yaml:6:54`

| Job | Because |
| --- | --- |
| Billing-unit | full |
| Web-unit | full |

<details><summary>1 changed path: 1 escalated</summary>

| | Path | Domains | Rule |
| --- | --- | --- | --- |
| M | `gradle.properties` | full | `gradle.properties` `domains.yaml:6:54` |

</details>

Here: `testfed run --base 1f3c9ab --head 9b1e04d` &nbsp; Plan `)" +
                                      plan.digest.substr(0, 19) + "`\n");
}

TEST(Markdown, NothingToRun) {
  EXPECT_TRUE(RenderMarkdown(NonePlan()).starts_with(R"(### testfed: nothing to run

No job: every changed path is ignored. `9b1e04d` against `1f3c9ab`, merge base of HEAD and origin/main (exact).

<details>)"));
}

TEST(Markdown, RemovedPlan) {
  const std::string text = RenderMarkdown(RemovedPlan());
  EXPECT_NE(text.find(R"(
<details><summary>Only the base has, so no job: 1 domain and 1 suite</summary>

| Removed | Owners |
| --- | --- |
| Billing / it | `@acme/billing` |
| Legacy | `@acme/legacy`, `@acme/platform` |

</details>
)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("  d0 -.->|mustRunAllTestsOnChangesIn| d1\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\n| D | `legacy/Old.kt` | Legacy | `legacy/**` `domains.yaml:20:13` |\n"),
            std::string::npos)
      << text;
}

TEST(Markdown, RowsAreCapped) {
  Plan plan = ManyJobsPlan(10000, 1);
  for (int i = 0; i < 1000; ++i) plan.changes.push_back(plan.changes[0]);
  const std::string text = RenderMarkdown(plan);
  EXPECT_NE(text.find("\n| Billing-s000099 | Billing changed |\n\nand 9,900 jobs more, in the plan "
                      "file\n"),
            std::string::npos);
  EXPECT_NE(text.find("\n\nand 801 paths more, in the plan file\n"), std::string::npos);
}

// As many as there is room for, one more, and very many: what is left out is counted.
TEST(Markdown, CountsWhatHasNoRoom) {
  for (size_t count : {100U, 101U, 257U, 10000U}) {
    const std::string text = RenderMarkdown(ManyJobsPlan(count, 3));
    size_t rows = 0;
    for (size_t at = 0; (at = text.find("\n| Billing-s", at)) != std::string::npos; ++at) ++rows;
    EXPECT_EQ(rows, 100U);
    const size_t more = text.find(" more, in the plan file\n");
    EXPECT_EQ(more == std::string::npos, count == 100) << count;
    if (count == 101) {
      EXPECT_NE(text.find("\nand 1 job more, in the plan file\n"), std::string::npos);
    }
    if (count == 257) {
      EXPECT_NE(text.find("\nand 157 jobs more, in the plan file\n"), std::string::npos);
    }
    EXPECT_LT(text.size(), size_t{1} << 20);
  }
}

TEST(Markdown, StaysBelowOneMebibyte) {
  const std::string nasty(4000, '|');
  Plan plan = HostilePlan(nasty);
  for (int i = 0; i < 300; ++i) {
    plan.changes.push_back(plan.changes[0]);
    plan.jobs.push_back(plan.jobs[0]);
    plan.affected.push_back(plan.affected[0]);
    plan.unaffected.push_back(nasty);
    plan.removed.push_back(plan.removed[0]);
  }
  const size_t selected = RenderMarkdown(plan).size();
  EXPECT_GT(selected, size_t{100} << 10);
  EXPECT_LT(selected, size_t{1} << 20);
  plan.mode = Mode::kFull;
  plan.escalations.assign(1000, plan.jobs[0].reasons[0]);
  EXPECT_LT(RenderMarkdown(plan).size(), size_t{1} << 20);
}

TEST(MarkdownText, CodeOrPlain) {
  EXPECT_EQ(MarkdownPlain("Billing / it (x), a-b_c"), "Billing / it (x), a-b_c");
  EXPECT_EQ(MarkdownPlain("_a_"), "`_a_`");
  EXPECT_EQ(MarkdownPlain("1. a"), "`1. a`");
  EXPECT_EQ(MarkdownPlain("see www.example.com"), "`see www.example.com`");
  EXPECT_EQ(MarkdownPlain("@acme/x"), "`@acme/x`");
  EXPECT_EQ(MarkdownCode("a|b"), "<code>a&#124;b</code>");
  EXPECT_EQ(MarkdownCode("`x`"), "<code>&#96;x&#96;</code>");
  EXPECT_EQ(MarkdownCode("<b>"), "<code>&#60;b&#62;</code>");
  EXPECT_EQ(MarkdownCode("a\nb"), "<code>a&#92;nb</code>");
  EXPECT_EQ(MarkdownCode(""), "<code></code>");
  EXPECT_EQ(MarkdownPath("caf\xc3\xa9"), "<code>&#34;caf&#92;303&#92;251&#34;</code>");
}

TEST(Mermaid, IdsAreMadeUpAndLabelsEscaped) {
  Plan plan;
  plan.affected = {{"end", true, false, {}},
                   {"a\"]:::x", false, false, {{.kind = Reason::Kind::kEdge, .domain = "end"}}}};
  EXPECT_TRUE(
      RenderMermaid(plan).starts_with("flowchart LR\n"
                                      "  d0[\"end\"]:::changed\n"
                                      "  d1[\"a#34;#93;#58;#58;#58;x\"]:::affected\n"
                                      "  d0 -->|fullyAffectedBy| d1\n"
                                      "  classDef "))
      << RenderMermaid(plan);
  EXPECT_EQ(RenderMermaid(Plan()), "");
}

TEST(Mermaid, AtMostFortyBoxes) {
  Plan plan;
  for (int i = 0; i < 200; ++i) {
    plan.affected.push_back({"D" + std::to_string(i), i % 2 == 0, false, {}});
  }
  std::string picture = RenderMermaid(plan);
  EXPECT_NE(picture.find("  d37[\"D74\"]:::changed\n"
                         "  d38[\"62 more changed domains\"]:::changed\n"
                         "  d39[\"100 domains behind them\"]:::affected\n"
                         "  classDef "),
            std::string::npos)
      << picture;
  plan.affected.resize(40);
  EXPECT_NE(RenderMermaid(plan).find("  d39[\"D39\"]:::affected\n  classDef "), std::string::npos);
}

TEST(Mermaid, ManyEdgesShrinkToTheChains) {
  Plan plan;
  for (int i = 0; i < 40; ++i) {
    AffectedDomain domain{"D" + std::to_string(i), i == 0, false, {}};
    for (int j = 0; j < 40; ++j) {
      domain.reasons.push_back({.kind = Reason::Kind::kEdge, .domain = "D" + std::to_string(j)});
    }
    plan.affected.push_back(domain);
  }
  const std::string picture = RenderMermaid(plan);
  size_t edges = 0;
  for (size_t at = picture.find(" -->"); at != std::string::npos;
       at = picture.find(" -->", at + 1)) {
    ++edges;
  }
  EXPECT_EQ(edges, 39U);
}

}  // namespace
}  // namespace testfed
