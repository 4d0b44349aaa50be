#include "cli/commands.h"
#include "domains/declaration_rules.h"
#include "selector/plan_json.h"

namespace testfed {
namespace {

absl::StatusOr<int> RunSchema(Invocation& invocation) {
  invocation.out() << (invocation.Argument(0) == "plan" ? PlanSchemaText() : DomainsSchemaText());
  return 0;
}

}  // namespace

Command SchemaCommand() {
  return {
      .name = "schema",
      .section = "Also",
      .summary = "print the JSON Schema of domains.yaml or of the plan",
      .description =
          "Prints a JSON Schema (2020-12): of domains.yaml, for editors that complete and check "
          "it, "
          "or of the plan that `testfed select --format json` prints.",
      .positionals = {{.name = "WHAT",
                       .help = "domains (the default) or plan",
                       .optional = true,
                       .choices = {"domains", "plan"}}},
      .examples = {{"testfed schema > domains.schema.json",
                    "for `# yaml-language-server: $schema=`"}},
      .run = RunSchema,
  };
}

}  // namespace testfed
