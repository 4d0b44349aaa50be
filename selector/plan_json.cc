#include "selector/plan_json.h"

#include "domains/path_name.h"
#include "domains/sha256.h"
#include "selector/reason_fields.h"

namespace testfed {
namespace {

// What came from a repository may hold any byte. Replaced here, not in ToText, so that the value
// itself is what a reader of the text gets.
Json Text(std::string_view bytes) { return ReplaceInvalidUtf8(bytes); }

Json Texts(const std::vector<std::string>& texts) {
  Json::Array array;
  array.reserve(texts.size());
  for (const std::string& text : texts) array.push_back(Text(text));
  return array;
}

void SetPath(Json& object, std::string_view path) {
  object.Set("path", Text(path));
  if (!IsUtf8(path)) object.Set("path_base64", Base64(path));
}

Json RuleToJson(const std::optional<Rule>& rule) {
  if (!rule.has_value()) return Json();
  Json object = Json::MakeObject();
  object.Set("pattern", Text(rule->pattern));
  object.Set("at", Text(rule->at));
  return object;
}

Json ReasonToJson(const Reason& reason) {
  const ReasonFields& fields = FieldsOf(reason.kind);
  Json object = Json::MakeObject();
  object.Set("kind", ToString(reason.kind));
  if (fields.domain) object.Set("domain", Text(reason.domain));
  if (fields.name) object.Set("name", Text(reason.name));
  if (fields.path) SetPath(object, reason.path);
  if (fields.count) object.Set("count", reason.count);
  if (fields.commit) object.Set("commit", Text(reason.commit));
  if (fields.text) object.Set("text", Text(reason.text));
  if (fields.at) object.Set("at", Text(reason.at));
  if (fields.at && reason.at_base) object.Set("at_base", true);
  return object;
}

Json ReasonsToJson(const std::vector<Reason>& reasons) {
  Json::Array array;
  array.reserve(reasons.size());
  for (const Reason& reason : reasons) array.push_back(ReasonToJson(reason));
  return array;
}

Json BaseToJson(const PlanBase& base) {
  Json object = Json::MakeObject();
  object.Set("rev", Text(base.rev));
  object.Set("commit", Text(base.commit));
  object.Set("commits", Texts(base.commits));
  object.Set("how", Text(base.how));
  object.Set("confidence", ToString(base.confidence));
  return object;
}

Json HeadToJson(const PlanHead& head) {
  Json object = Json::MakeObject();
  object.Set("rev", Text(head.rev));
  object.Set("commit", Text(head.commit));
  object.Set("commits", head.commits);
  object.Set("uncommitted", head.uncommitted);
  object.Set("messages_complete", head.messages_complete);
  if (!head.cut_messages_reason.empty()) {
    object.Set("cut_messages_reason", Text(head.cut_messages_reason));
  }
  return object;
}

Json AccountingToJson(const Accounting& accounting) {
  Json object = Json::MakeObject();
  object.Set("total", accounting.total);
  object.Set("owned", accounting.owned);
  object.Set("ignored", accounting.ignored);
  object.Set("escalated", accounting.escalated);
  object.Set("unowned", accounting.unowned);
  object.Set("own", accounting.own);
  return object;
}

Json ChangeToJson(const PlannedChange& change) {
  Json object = Json::MakeObject();
  SetPath(object, change.path);
  object.Set("status", ToString(change.status));
  object.Set("state", ToString(change.state));
  object.Set("domains", Texts(change.domains));
  object.Set("rule", RuleToJson(change.rule));
  if (change.base_rule != change.rule) object.Set("base_rule", RuleToJson(change.base_rule));
  return object;
}

Json DomainsToJson(const Plan& plan) {
  Json::Array affected;
  affected.reserve(plan.affected.size());
  for (const AffectedDomain& domain : plan.affected) {
    Json object = Json::MakeObject();
    object.Set("name", Text(domain.name));
    object.Set("changed", domain.changed);
    object.Set("direct_only", domain.direct_only);
    object.Set("reasons", ReasonsToJson(domain.reasons));
    affected.push_back(std::move(object));
  }
  Json object = Json::MakeObject();
  object.Set("affected", std::move(affected));
  object.Set("unaffected", Texts(plan.unaffected));
  return object;
}

Json JobToJson(const Job& job) {
  Json axes = Json::MakeObject();
  for (const auto& [name, value] : job.axes) axes.Set(ReplaceInvalidUtf8(name), value);
  Json object = Json::MakeObject();
  object.Set("id", Text(job.id));
  object.Set("name", Text(job.name));
  object.Set("domain", Text(job.domain));
  object.Set("suite", Text(job.suite));
  object.Set("runner", Text(job.runner));
  object.Set("selection", job.all ? "all" : "tests");
  object.Set("listed", job.listed);
  object.Set("selected", job.selected);
  object.Set("total", job.total);
  if (job.seconds) object.Set("seconds", *job.seconds);
  Json shard = Json::MakeObject();
  shard.Set("index", job.shard);
  shard.Set("count", job.shards);
  shard.Set("by", ToString(job.shard_by));
  object.Set("shard", std::move(shard));
  object.Set("command", Texts(job.command));
  object.Set("directory", Text(job.directory));
  object.Set("axes", std::move(axes));
  object.Set("ci", job.ci.IsObject() ? job.ci : Json::MakeObject());
  object.Set("owners", Texts(job.owners));
  object.Set("reasons", ReasonsToJson(job.reasons));
  Json::Array tests;
  tests.reserve(job.tests.size());
  for (const PlannedTest& test : job.tests) {
    Json one = Json::MakeObject();
    one.Set("id", Text(test.id));
    one.Set("reasons", ReasonsToJson(test.reasons));
    tests.push_back(std::move(one));
  }
  object.Set("tests", std::move(tests));
  object.Set("listing", Texts(job.listing));
  if (job.reports) object.Set("reports", Texts(*job.reports));
  if (!job.quarantine.empty()) object.Set("quarantine", Texts(job.quarantine));
  return object;
}

Json RemovedToJson(const Removed& removed) {
  Json object = Json::MakeObject();
  object.Set("domain", Text(removed.domain));
  object.Set("suite", Text(removed.suite));
  object.Set("test", Text(removed.test));
  object.Set("owners", Texts(removed.owners));
  object.Set("reasons", ReasonsToJson(removed.reasons));
  return object;
}

template <typename T>
Json List(const std::vector<T>& values, Json (*to_json)(const T&)) {
  Json::Array array;
  array.reserve(values.size());
  for (const T& value : values) array.push_back(to_json(value));
  return array;
}

// The plan without its digest; without its provenance too when that is what a digest covers.
Json Content(const Plan& plan, bool provenance) {
  Json totals = Json::MakeObject();
  totals.Set("jobs", plan.jobs.size());
  totals.Set("jobs_declared", plan.jobs_declared);
  totals.Set("tests_selected", plan.tests_selected);
  totals.Set("tests_total", plan.tests_total);
  Json inputs = Json::MakeObject();
  for (const auto& [name, value] : plan.inputs) inputs.Set(ReplaceInvalidUtf8(name), Text(value));

  Json object = Json::MakeObject();
  object.Set("schema", kPlanSchema);
  object.Set("version", Text(plan.version));
  object.Set("mode", ToString(plan.mode));
  if (provenance) {
    object.Set("base", BaseToJson(plan.base));
    object.Set("head", HeadToJson(plan.head));
  }
  object.Set("accounting", AccountingToJson(plan.accounting));
  object.Set("changes", List(plan.changes, ChangeToJson));
  object.Set("domains", DomainsToJson(plan));
  object.Set("jobs", List(plan.jobs, JobToJson));
  object.Set("removed", List(plan.removed, RemovedToJson));
  object.Set("escalations", ReasonsToJson(plan.escalations));
  object.Set("totals", std::move(totals));
  object.Set("inputs", std::move(inputs));
  return object;
}

}  // namespace

Json ToJson(const Plan& plan) {
  Json object = Content(plan, true);
  object.Set("digest", Text(plan.digest));
  return object;
}

std::string ToJsonText(const Plan& plan) { return ToText(ToJson(plan), 2) + "\n"; }

std::string DigestOf(const Plan& plan) {
  return "sha256:" + Sha256Hex(CanonicalText(Content(plan, false)));
}

}  // namespace testfed
