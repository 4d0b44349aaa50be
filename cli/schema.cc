#include "cli/commands.h"
#include "domains/declaration_rules.h"
#include "integration/components.h"
#include "selector/plan_json.h"

namespace testfed {
namespace {

absl::StatusOr<int> RunSchema(Invocation& invocation) {
  const std::string what = invocation.Argument(0);
  invocation.out() << (what == "plan"         ? PlanSchemaText()
                       : what == "components" ? ComponentsSchemaText()
                                              : DomainsSchemaText());
  return 0;
}

}  // namespace

Command SchemaCommand() {
  return {
      .name = "schema",
      .section = "Also",
      .summary = "print a JSON Schema: domains.yaml, components.yaml or the plan",
      .description =
          "Prints a JSON Schema (2020-12): of domains.yaml or components.yaml, for editors that "
          "complete and check them, or of the plan that `testfed select --format json` prints.",
      .positionals = {{.name = "WHAT",
                       .help = "domains (the default), components or plan",
                       .optional = true,
                       .choices = {"domains", "components", "plan"}}},
      .examples = {{"testfed schema > domains.schema.json",
                    "for `# yaml-language-server: $schema=`"}},
      .run = RunSchema,
  };
}

}  // namespace testfed
