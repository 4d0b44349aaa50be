// The JSON Schema of the plan, in the order in which plan_json.cc writes the keys. A test walks
// sample plans against it, in both directions.
#include <utility>

#include "selector/plan_json.h"
#include "selector/reason_fields.h"

namespace testfed {
namespace {

Json Typed(std::string_view type, std::string_view about) {
  Json schema = Json::MakeObject();
  schema.Set("type", type);
  schema.Set("description", about);
  return schema;
}

Json Text(std::string_view about) { return Typed("string", about); }
Json Flag(std::string_view about) { return Typed("boolean", about); }
Json Count(std::string_view about) { return Typed("integer", about).Set("minimum", 0); }

Json Constant(std::string_view value, std::string_view about) {
  Json schema = Json::MakeObject();
  schema.Set("const", value);
  schema.Set("description", about);
  return schema;
}

Json ListOf(Json items, std::string_view about) {
  return Typed("array", about).Set("items", std::move(items));
}

Json Ref(std::string_view name) {
  Json schema = Json::MakeObject();
  schema.Set("$ref", "#/$defs/" + std::string(name));
  return schema;
}

Json Ref(std::string_view name, std::string_view about) {
  return Ref(name).Set("description", about);
}

template <typename... Words>
Json OneOf(std::string_view about, Words... words) {
  Json::Array values;
  (values.push_back(ToString(words)), ...);
  return Typed("string", about).Set("enum", std::move(values));
}

// An object with these keys and no others; all are required but those made optional.
class ObjectSchema {
 public:
  explicit ObjectSchema(std::string_view about) : schema_(Typed("object", about)) {}
  ObjectSchema& Key(std::string_view name, Json schema) {
    required_.push_back(name);
    return Optional(name, std::move(schema));
  }
  ObjectSchema& Optional(std::string_view name, Json schema) {
    properties_.Set(name, std::move(schema));
    return *this;
  }
  Json Make() {
    schema_.Set("properties", std::move(properties_));
    schema_.Set("required", std::move(required_));
    schema_.Set("additionalProperties", false);
    return std::move(schema_);
  }

 private:
  Json schema_;
  Json properties_ = Json::MakeObject();
  Json::Array required_;
};

constexpr std::string_view kBytes =
    "The path's bytes, where they are not UTF-8; then `path` has "
    "U+FFFD for each byte that is none.";

Json ReasonSchema() {
  Json::Array kinds;
  for (const ReasonFields& fields : AllReasonFields()) {
    ObjectSchema schema(fields.about);
    schema.Key("kind", Constant(ToString(fields.kind), "Which reason this is."));
    if (fields.domain) schema.Key("domain", Text("The name of a domain."));
    if (fields.name)
      schema.Key("name", Text("What was named: a branch, event, label, contract or word."));
    if (fields.path) {
      schema.Key("path", Text("A changed path, relative to the repository's root."));
      schema.Optional("path_base64", Text(kBytes));
    }
    if (fields.count) schema.Key("count", Count("How many: of a job tests, else paths."));
    if (fields.commit) schema.Key("commit", Text("The full id of a commit."));
    if (fields.text) schema.Key("text", Text("What the kind says; see its description."));
    if (fields.at) {
      schema.Key("at", Text("Where that is declared: file:line:column."));
      schema.Optional("at_base", Flag("True: in the base's configuration; the head lacks it."));
    }
    kinds.push_back(schema.Make());
  }
  Json schema = Json::MakeObject();
  schema.Set("description", "Why a domain is affected, a job or a test runs, or a plan is full.");
  schema.Set("oneOf", std::move(kinds));
  return schema;
}

Json RuleSchema() {
  Json schema = ObjectSchema("The pattern that decided about a path; null where none did.")
                    .Key("pattern", Text("The pattern as written."))
                    .Key("at", Text("Where it is written: file:line:column."))
                    .Make();
  // `type` was written first, and keeps its place.
  return schema.Set("type", Json::Array{"object", "null"});
}

Json ReasonsOf(std::string_view about) { return ListOf(Ref("reason"), about); }
Json Owners(std::string_view about) {
  return ListOf(Text("A person or a team: `@org/team`."), about);
}

Json BaseSchema() {
  return ObjectSchema(
             "What the changes are measured against, and how that was found. Provenance: "
             "not part of the digest.")
      .Key("rev", Text("The revision as asked for; empty where there is none."))
      .Key("commit", Text("Its full id; of several merge bases the first; empty where there is "
                          "none."))
      .Key("commits", ListOf(Text("A full id."),
                             "All merge bases where there are several; else "
                             "empty."))
      .Key("how", Text("How it was found, as a phrase."))
      .Key("confidence", OneOf("How sure the base is: proved; a list of changes where only the "
                               "head's configuration decided; or no base at all, and a full plan.",
                               Confidence::kExact, Confidence::kHeadOnly, Confidence::kUnknown))
      .Make();
}

Json HeadSchema() {
  return ObjectSchema("What is tested. Provenance: not part of the digest.")
      .Key("rev", Text("`HEAD`, `the index`, `the working tree`, or a revision."))
      .Key("commit", Text("The full id; of index and working tree, the commit below; empty where "
                          "there is none."))
      .Key("commits", Count("How many commits lie between base and head."))
      .Key("uncommitted", Count("How many paths differ from `commit`."))
      .Key("messages_complete", Flag("False where the history is cut between base and head, so "
                                     "that trailers of commits may be missing."))
      .Optional("cut_messages_reason",
                Text("Why these may be missing, as `--allow-cut-messages` says."))
      .Make();
}

Json AccountingSchema() {
  return ObjectSchema("Each changed path counted once; the parts add up to the total.")
      .Key("total", Count("Changed paths."))
      .Key("owned", Count("Paths that belong to a domain."))
      .Key("ignored", Count("Paths that can affect no test."))
      .Key("escalated", Count("Paths whose change runs everything."))
      .Key("unowned", Count("Paths that belong to no domain."))
      .Key("own", Count("testfed's own files, judged by content."))
      .Make();
}

Json ChangeSchema() {
  return ObjectSchema("One changed path. A rename is a deletion and an addition.")
      .Key("path", Text("Relative to the repository's root, with `/` between segments."))
      .Optional("path_base64", Text(kBytes))
      .Key("status", OneOf("What happened to it.", ChangeStatus::kAdded, ChangeStatus::kModified,
                           ChangeStatus::kDeleted, ChangeStatus::kTypeChanged))
      .Key("state",
           OneOf("What became of it in the accounting.", PathState::kOwned, PathState::kIgnored,
                 PathState::kEscalated, PathState::kUnowned, PathState::kOwn))
      .Key("domains", ListOf(Text("The name of a domain."),
                             "The domains that own it at the base "
                             "or at the head."))
      .Key("rule", Ref("rule", "The pattern that decided at the head; null where none did."))
      .Optional("base_rule", Ref("rule",
                                 "The pattern that decided at the base, where that is not "
                                 "`rule`."))
      .Make();
}

Json DomainsSchema() {
  Json affected =
      ObjectSchema("An affected domain.")
          .Key("name", Text("Its name."))
          .Key("changed", Flag("True: it changed itself. False: it is reached through an edge."))
          .Key("direct_only", Flag("True: reached only through `mustRunAllTestsOnChangesIn`; it "
                                   "passes nothing on."))
          .Key("reasons", ReasonsOf("Why it is affected: at least one."))
          .Make();
  return ObjectSchema("The domains of the head, in their order of declaration.")
      .Key("affected", ListOf(std::move(affected), "The affected ones."))
      .Key("unaffected", ListOf(Text("The name of a domain."), "All others."))
      .Make();
}

Json ShardSchema() {
  return ObjectSchema("Which part of its suite's selection it is, where several jobs share that.")
      .Key("index", Typed("integer", "Counted from 1.").Set("minimum", 1))
      .Key("count",
           Typed("integer", "How many there are; 1: it is the whole selection.").Set("minimum", 1))
      .Key("by", OneOf("How it is divided: not at all; it runs `tests`; of a whole suite all that "
                       "the other shards do not name; by the runner, with number and count.",
                       Job::ShardBy::kNone, Job::ShardBy::kTests, Job::ShardBy::kRest,
                       Job::ShardBy::kRunner))
      .Make();
}

Json JobSchema() {
  Json axes = Typed("object", "The values of the suite's `matrix` in this job, by axis.");
  axes.Set("additionalProperties", Json::MakeObject()
                                       .Set("type", Json::Array{"string", "number", "boolean"})
                                       .Set("description", "One value of the axis."));
  Json test = ObjectSchema("One test of the suite.")
                  .Key("id", Text("As the runner calls it; docs/tests.md says how."))
                  .Key("reasons", ReasonsOf("Why it runs: at least one."))
                  .Make();
  return ObjectSchema("One command on one machine.")
      .Key("id", Text("Unique in the plan, the same from run to run, safe as a file name.")
                     .Set("pattern", "^[A-Za-z0-9_.-]+$"))
      .Key("name", Text("For people."))
      .Key("domain", Text("The domain whose suite it runs."))
      .Key("suite", Text("The suite; empty for the job of a whole domain."))
      .Key("runner", Text("The suite's runner; empty where `suite` is."))
      .Key("selection",
           Typed("string", "What of the suite runs, in this job or its shards: all, or `tests`.")
               .Set("enum", Json::Array{"all", "tests"}))
      .Key("listed", Flag("True: testfed knows the suite's tests, and counts them."))
      .Key("selected", Count("How many tests it runs, where `listed`; else 0."))
      .Key("total", Count("How many tests the suite has, where `listed`; else 0."))
      .Optional("seconds", Count("How long it may take, by the recorded times; absent: unknown."))
      .Key("shard", ShardSchema())
      .Key("command", ListOf(Text("One word."),
                             "The words of the command, placeholders still in "
                             "them; may be empty."))
      .Key("directory", Text("Where the command works, below the root; empty: the root."))
      .Key("axes", std::move(axes))
      .Key("ci", Typed("object",
                       "What the suite declares as `ci`, as it stands; empty where it "
                       "declares nothing."))
      .Key("owners", Owners("Who answers for it."))
      .Key("reasons", ReasonsOf("Why it runs: at least one."))
      .Key("tests", ListOf(std::move(test), "Where `selection` is `tests`: which, sorted by id."))
      .Key("listing", ListOf(Text("The id of a test."),
                             "All tests of the suite in the runner's order, where the runner "
                             "selects by number; else empty."))
      .Optional("reports", ListOf(Text("A glob, from the root."),
                                  "Where the command writes its reports (JUnit XML), where the "
                                  "suite says so."))
      .Optional("quarantine", ListOf(Text("The id of a test."),
                                     "Tests of the suite that run, and cannot fail the plan."))
      .Make();
}

Json RemovedSchema() {
  return ObjectSchema("A domain, suite or test that only the base has, so that it is no job.")
      .Key("domain", Text("The domain."))
      .Key("suite", Text("The suite; empty: the whole domain."))
      .Key("test", Text("The test; empty: the whole suite."))
      .Key("owners", Owners("Who answered for it at the base."))
      .Key("reasons", ReasonsOf("Of a whole domain: why it counts as affected."))
      .Make();
}

}  // namespace

std::string PlanSchemaText() {
  Json inputs = Typed("object", "What the plan was made from: hashes or values, by name.");
  inputs.Set("additionalProperties", Text("A hash or a value."));
  Json root =
      ObjectSchema("Which tests a change needs, and why.")
          .Key("schema", Constant(kPlanSchema, "The version of this schema."))
          .Key("version", Text("The version of testfed that made the plan."))
          .Key("mode", OneOf("Everything runs; some of it; or, proved, there is no job.",
                             Mode::kFull, Mode::kSelected, Mode::kNone))
          .Key("base", BaseSchema())
          .Key("head", HeadSchema())
          .Key("accounting", AccountingSchema())
          .Key("changes", ListOf(ChangeSchema(), "All changed paths, sorted by bytes."))
          .Key("domains", DomainsSchema())
          .Key("jobs", ListOf(JobSchema(), "What runs, sorted by id."))
          .Key("removed", ListOf(RemovedSchema(), "What only the base has."))
          .Key("escalations", ReasonsOf("Why the plan is full; empty in the other modes."))
          .Key("totals", ObjectSchema("Counts.")
                             .Key("jobs", Count("Jobs of this plan."))
                             .Key("jobs_declared", Count("Jobs that a full run has."))
                             .Key("tests_selected", Count("Tests of `listed` suites that run."))
                             .Key("tests_total", Count("Tests of all suites that are listed."))
                             .Make())
          .Key("inputs", std::move(inputs))
          .Key("digest", Text("SHA-256 of the canonical JSON without `digest`, `base` and `head`.")
                             .Set("pattern", "^sha256:[0-9a-f]{64}$"))
          .Make();

  Json schema = Json::MakeObject();
  schema.Set("$schema", "https://json-schema.org/draft/2020-12/schema");
  schema.Set("title", kPlanSchema);
  for (const auto& [key, value] : root.Members()) schema.Set(key, value);
  Json defs = Json::MakeObject();
  defs.Set("reason", ReasonSchema());
  defs.Set("rule", RuleSchema());
  schema.Set("$defs", std::move(defs));
  return ToText(schema, 2) + "\n";
}

}  // namespace testfed
