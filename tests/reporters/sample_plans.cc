#include "tests/reporters/sample_plans.h"

#include "selector/plan_json.h"
#include "selector/reason_fields.h"

namespace testfed {
namespace {

using Kind = Reason::Kind;

Plan Empty() {
  Plan plan;
  plan.version = "0.1.0";
  plan.base.rev = "origin/main";
  plan.base.commit = "1f3c9ab01405df66cbe219b0bf6355bc3d60361a";
  plan.base.how = "merge base of HEAD and origin/main";
  plan.head.rev = "HEAD";
  plan.head.commit = "9b1e04d71a954628a960aaef81d7b2d452192957";
  plan.head.commits = 1;
  plan.jobs_declared = 12;
  plan.inputs = {{"head_tree", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"},
                 {"options", "sha256:00"}};
  return plan;
}

PlannedChange Owned(std::string path, std::vector<std::string> domains, Rule rule) {
  PlannedChange change;
  change.path = std::move(path);
  change.domains = std::move(domains);
  change.rule = rule;
  change.base_rule = std::move(rule);
  return change;
}

PlannedChange InState(std::string path, ChangeStatus status, PathState state,
                      std::optional<Rule> rule = std::nullopt) {
  PlannedChange change;
  change.path = std::move(path);
  change.status = status;
  change.state = state;
  change.rule = rule;
  change.base_rule = std::move(rule);
  return change;
}

Job MakeJob(const std::string& domain, const std::string& suite, std::vector<Reason> reasons) {
  Job job;
  job.id = suite.empty() ? domain : domain + "-" + suite;
  job.name = suite.empty() ? domain : domain + " / " + suite;
  job.domain = domain;
  job.suite = suite;
  job.runner = suite.empty() ? "" : "junit";
  job.command = {"./gradlew", ":" + domain + ":test", "{filter}"};
  job.owners = {"@acme/" + domain};
  job.reasons = std::move(reasons);
  return job;
}

Reason Edge(std::string domain, std::string at) {
  return {.kind = Kind::kEdge, .domain = std::move(domain), .at = std::move(at)};
}

Reason Of(std::string domain) { return {.kind = Kind::kDomain, .domain = std::move(domain)}; }

Json PostgresCi() {
  Json image = Json::MakeObject();
  image.Set("image", "postgres:16");
  Json services = Json::MakeObject();
  services.Set("postgres", std::move(image));
  Json ci = Json::MakeObject();
  ci.Set("timeout-minutes", 20);
  ci.Set("services", std::move(services));
  return ci;
}

}  // namespace

Plan Finished(Plan plan) {
  plan.accounting = {};
  for (const PlannedChange& change : plan.changes) {
    ++plan.accounting.total;
    switch (change.state) {
      case PathState::kOwned:
        ++plan.accounting.owned;
        break;
      case PathState::kIgnored:
        ++plan.accounting.ignored;
        break;
      case PathState::kEscalated:
        ++plan.accounting.escalated;
        break;
      case PathState::kUnowned:
        ++plan.accounting.unowned;
        break;
      case PathState::kOwn:
        ++plan.accounting.own;
        break;
    }
  }
  plan.digest = DigestOf(plan);
  return plan;
}

Plan SmallPlan() {
  Plan plan = Empty();
  plan.mode = Mode::kSelected;
  plan.head.uncommitted = 1;
  const std::string invoice = "billing/src/main/kotlin/com/acme/billing/Invoice.kt";
  plan.changes = {
      Owned(invoice, {"Billing"}, {"billing/**", "domains.yaml:32:13"}),
      InState("docs/billing/rounding.md", ChangeStatus::kModified, PathState::kIgnored,
              Rule{"docs/**", "domains.yaml:3:12"}),
  };
  plan.affected = {
      {"Billing", true, false, {{.kind = Kind::kChanges, .path = invoice, .count = 1}}},
      {"Checkout", false, false, {Edge("Billing", "domains.yaml:58:36")}},
  };
  plan.unaffected = {"Api",     "Build",  "Catalog",    "Identity", "Platform",
                     "Pricing", "Search", "ThirdParty", "Web"};
  plan.jobs = {MakeJob("Billing", "it", {Of("Billing")}),
               MakeJob("Billing", "unit", {Of("Billing")}),
               MakeJob("Checkout", "unit", {Of("Checkout")}),
               MakeJob("Identity", "login", {{.kind = Kind::kSmoke, .at = "domains.yaml:70:7"}})};
  plan.jobs[0].ci = PostgresCi();
  plan.jobs[1].axes = {{"os", "ubuntu-latest"}};
  return Finished(std::move(plan));
}

Plan FullPlan() {
  Plan plan = Empty();
  plan.mode = Mode::kFull;
  plan.jobs_declared = 2;
  plan.changes = {InState("gradle.properties", ChangeStatus::kModified, PathState::kEscalated,
                          Rule{"gradle.properties", "domains.yaml:6:54"})};
  plan.unaffected = {"Billing", "Web"};
  plan.escalations = {{.kind = Kind::kFullPath,
                       .at = "domains.yaml:6:54",
                       .path = "gradle.properties",
                       .text = "the Gradle build itself",
                       .count = 1}};
  plan.jobs = {MakeJob("Billing", "unit", {{.kind = Kind::kFull}}),
               MakeJob("Web", "unit", {{.kind = Kind::kFull}})};
  return Finished(std::move(plan));
}

Plan NonePlan() {
  Plan plan = Empty();
  plan.changes = {InState("docs/billing/rounding.md", ChangeStatus::kModified, PathState::kIgnored,
                          Rule{"docs/**", "domains.yaml:3:12"})};
  plan.unaffected = {"Billing", "Web"};
  return Finished(std::move(plan));
}

Plan UnchangedPlan() {
  Plan plan = Empty();
  plan.head.commit = plan.base.commit;
  plan.head.commits = 0;
  plan.unaffected = {"Billing", "Web"};
  return Finished(std::move(plan));
}

Plan UnownedPlan() {
  Plan plan = Empty();
  plan.mode = Mode::kFull;
  for (const char* path : {"notifications/build.gradle.kts", "notifications/src/Mail.kt",
                           "notifications/src/MailTest.kt"}) {
    plan.changes.push_back(InState(path, ChangeStatus::kAdded, PathState::kUnowned));
  }
  plan.unaffected = {"Billing"};
  plan.escalations = {
      {.kind = Kind::kUnowned, .path = "notifications/build.gradle.kts", .count = 3}};
  plan.jobs = {MakeJob("Billing", "unit", {{.kind = Kind::kFull}})};
  return Finished(std::move(plan));
}

Plan RemovedPlan() {
  Plan plan = Empty();
  plan.mode = Mode::kSelected;
  plan.head.messages_complete = false;
  plan.head.cut_messages_reason = "no one writes trailers";
  PlannedChange gone = InState("legacy/Old.kt", ChangeStatus::kDeleted, PathState::kOwned);
  gone.domains = {"Legacy"};
  gone.base_rule = Rule{"legacy/**", "domains.yaml:20:13"};
  plan.changes = {InState("domains.yaml", ChangeStatus::kModified, PathState::kOwn), gone};
  plan.affected = {
      {"Billing", true, false, {{.kind = Kind::kDeclaration, .text = "suites"}}},
      {"Reports",
       false,
       true,
       {{.kind = Kind::kDirectEdge, .domain = "Billing", .at = "domains.yaml:44:5"}}},
      {"Web", false, false, {Edge("Legacy", "domains.yaml:50:5")}},
  };
  plan.unaffected = {"Api"};
  plan.jobs = {MakeJob("Billing", "unit", {Of("Billing")}),
               MakeJob("Reports", "unit", {Of("Reports")}), MakeJob("Web", "unit", {Of("Web")})};
  plan.removed = {
      {"Billing", "it", "", {"@acme/billing"}, {}},
      {"Legacy",
       "",
       "",
       {"@acme/legacy", "@acme/platform"},
       {{.kind = Kind::kChanges, .path = "legacy/Old.kt", .count = 1}}},
  };
  return Finished(std::move(plan));
}

Plan ExclusivePlan() {
  Plan plan = Empty();
  plan.mode = Mode::kSelected;
  plan.base.commits = {plan.base.commit, "88c1d02bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"};
  plan.base.how = "merge bases of HEAD and origin/main";
  PlannedChange moved = Owned("core/api/Api.kt", {"Core", "Api"}, {"core/api", "domains.yaml:9:5"});
  moved.base_rule = Rule{"core/**", "domains.yaml:5:5"};
  plan.changes = {moved};
  Reason changes = {.kind = Kind::kChanges, .path = "core/api/Api.kt", .count = 1};
  plan.affected = {{"Core", true, false, {changes, Edge("Api", "domains.yaml:6:5")}},
                   {"Api", true, false, {changes, Edge("Core", "domains.yaml:10:5")}},
                   {"App",
                    false,
                    false,
                    {Edge("Core", "domains.yaml:14:5"), Edge("Api", "domains.yaml:14:11")}}};
  plan.jobs_declared = 3;
  plan.jobs = {MakeJob("Api", "", {Of("Api")}), MakeJob("App", "", {Of("App")}),
               MakeJob("Core", "", {Of("Core")})};
  return Finished(std::move(plan));
}

Plan RichPlan() {
  Plan plan = Empty();
  plan.mode = Mode::kFull;
  plan.base.confidence = Confidence::kHeadOnly;
  PlannedChange bytes = Owned("caf\xe9/\xff\n.kt", {"Billing"}, {"caf*/**", "domains.yaml:4:5"});
  bytes.status = ChangeStatus::kTypeChanged;
  bytes.base_rule = std::nullopt;
  PlannedChange added =
      Owned("a/\xc3\xa9 \"quoted\"", {"Billing", "Web"}, {"a", "domains.yaml:5:5"});
  added.status = ChangeStatus::kAdded;
  added.rule = std::nullopt;
  plan.changes = {added, bytes, InState("domains.yaml", ChangeStatus::kDeleted, PathState::kOwn),
                  InState("x", ChangeStatus::kAdded, PathState::kUnowned)};
  for (const ReasonFields& fields : AllReasonFields()) {
    Reason reason;
    reason.kind = fields.kind;
    if (fields.domain) reason.domain = "Billing";
    if (fields.at) reason.at = "domains.yaml:1:2";
    if (fields.path) reason.path = "caf\xe9/\xff\n.kt";
    if (fields.commit) reason.commit = plan.head.commit;
    if (fields.text) reason.text = "why \xe2\x82\xac";
    if (fields.count) reason.count = 7;
    plan.escalations.push_back(reason);
  }
  plan.affected = {{"Billing", true, false, plan.escalations}};
  plan.unaffected = {"Web"};
  plan.jobs = {MakeJob("Billing", "unit", plan.escalations), MakeJob("Web", "unit", {})};
  plan.jobs[0].ci = PostgresCi();
  plan.jobs[0].axes = {{"os", "ubuntu-latest"}, {"jdk", 21}, {"ratio", 0.5}, {"lto", true}};
  plan.jobs[0].seconds = 365;
  plan.jobs[1].axes = {{"node", "22"}};
  plan.removed = {{"Old", "", "", {"@acme/old"}, plan.escalations}};
  return Finished(std::move(plan));
}

std::vector<std::string> HostileTexts() {
  return {
      "end",
      "$(touch pwned)",
      "`touch pwned`",
      "::set-output name=matrix::[]",
      "\n::error::x",
      " \t::error::x",
      "\xc2\xa0::error::x",
      "x\r\n::add-mask::a",
      "##[error]x",
      "a ##vso[task.setvariable variable=x]y",
      "%0A::error::x",
      "${{ secrets.TOKEN }}",
      "a\nmatrix={}\nb",
      "a|b\\|c",
      "<script>alert(1)</script>",
      "</details><!--",
      "&lt;b&gt;",
      "EOF\nghadelimiter_0",
      "matrix<<EOF",
      "@octocat and #1",
      "```\n```mermaid",
      "\"]:::x --> y[\"",
      "../../etc/passwd",
      "-rf",
      "\x1b[31mred\x1b[0m",
      "\xe2\x80\xaetxt.exe",
      "\xff\xfe",
      "a\"b'c\\d",
      "[link](http://example.com) www.example.com",
      ":100:",
      "**bold** _x_ ~~y~~",
      std::string("nul\0byte", 8),
  };
}

Plan HostilePlan(const std::string& text) {
  Plan plan = RichPlan();
  plan.mode = Mode::kSelected;
  plan.escalations.clear();
  plan.base.rev = plan.base.how = plan.head.rev = text;
  auto poison = [&](std::vector<Reason>& reasons) {
    for (Reason& reason : reasons) {
      const ReasonFields& fields = FieldsOf(reason.kind);
      if (fields.domain) reason.domain = text;
      if (fields.at) reason.at = text;
      if (fields.path) reason.path = text;
      if (fields.commit) reason.commit = text;
      if (fields.text) reason.text = text;
    }
  };
  for (PlannedChange& change : plan.changes) {
    change.path = text;
    for (std::string& domain : change.domains) domain = text;
    change.rule = Rule{text, text};
  }
  for (AffectedDomain& domain : plan.affected) {
    domain.name = text;
    poison(domain.reasons);
  }
  plan.unaffected = {text};
  for (Job& job : plan.jobs) {
    job.name = job.domain = job.suite = job.runner = text;
    job.command = job.owners = {text};
    job.axes = {{"os", text}};
    job.ci = Json::MakeObject();
    job.ci.Set("env", text);
    poison(job.reasons);
  }
  for (Removed& removed : plan.removed) {
    removed.domain = removed.suite = text;
    removed.owners = {text};
    poison(removed.reasons);
  }
  plan.inputs = {{"options", text}};
  return Finished(std::move(plan));
}

Plan ManyJobsPlan(size_t count, size_t kinds) {
  Plan plan = Empty();
  plan.mode = Mode::kSelected;
  plan.jobs_declared = static_cast<int>(count);
  plan.changes = {Owned("a", {"Billing"}, {"a", "domains.yaml:1:1"})};
  plan.affected = {{"Billing", true, false, {{.kind = Kind::kChanges, .path = "a", .count = 1}}}};
  for (size_t i = 0; i < count; ++i) {
    std::string number = std::to_string(i);
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
    plan.jobs.push_back(MakeJob("Billing", "s" + number, {Of("Billing")}));
    plan.jobs.back().axes = {{"os", "os-" + std::to_string(i % kinds)}};
    plan.jobs.back().ci = PostgresCi();
  }
  plan.accounting.total = plan.accounting.owned = 1;
  plan.digest = "sha256:" + std::string(64, '0');
  return plan;
}

std::vector<std::pair<std::string, Plan>> SamplePlans() {
  std::vector<std::pair<std::string, Plan>> plans = {
      {"small", SmallPlan()},         {"full", FullPlan()},       {"none", NonePlan()},
      {"unchanged", UnchangedPlan()}, {"unowned", UnownedPlan()}, {"removed", RemovedPlan()},
      {"exclusive", ExclusivePlan()}, {"rich", RichPlan()}};
  for (const std::string& text : HostileTexts()) {
    plans.emplace_back("hostile " + text, HostilePlan(text));
  }
  return plans;
}

}  // namespace testfed
