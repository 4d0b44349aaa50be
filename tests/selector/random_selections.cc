#include "tests/selector/random_selections.h"

#include <algorithm>
#include <set>

#include "tests/selector/config_text.h"

namespace testfed {
namespace {

using slow::Config;
using slow::DomainConfig;
using slow::SuiteConfig;
using Texts = std::vector<std::string>;

const Texts kNames = {"Aa", "Bb", "Cc", "Dd", "Ee", "Ff"};

class Maker {
 public:
  explicit Maker(Random& random) : random_(random) {
    while (paths_.size() < 8) paths_.push_back(RandomPath(random_));
    for (int i = 0; i < 6; ++i) paths_.push_back(random_.Of(paths_) + "/" + RandomName(random_));
  }

  const Texts& paths() const { return paths_; }

  Config MakeConfig() {
    Config config;
    const bool suites = !random_.OneIn(3);
    const size_t count = 1 + random_.Below(5);
    const size_t unknown = random_.Below(count * 2);
    for (size_t i = 0; i < count; ++i) {
      if (i == unknown) config.domains.push_back(MakeUnknown());
      config.domains.push_back(MakeDomain(kNames[i], suites));
    }
    for (DomainConfig& domain : config.domains) MakeEdges(config, domain);
    config.exclusive = random_.OneIn(3);
    config.unowned_unknown = HasUnknown(config) && !random_.OneIn(3);
    if (random_.OneIn(2)) config.ignore = Patterns(2);
    if (random_.OneIn(5)) config.full.push_back({"because", Patterns(1), {"main"}, {}, {}});
    if (suites && random_.OneIn(3)) config.default_suite = MakeSuite("default");
    return config;
  }

  void Mutate(Config& config) {
    DomainConfig& domain = config.domains[random_.Below(config.domains.size())];
    const bool unknown = domain.name == "Unknown";
    switch (random_.Below(22)) {
      case 0:
      case 1:
      case 2:
        return unknown ? void() : Toggle(domain.include, Pattern());
      case 3:
        return unknown ? void() : Toggle(domain.exclude, Pattern());
      case 4:
        return unknown ? void() : Swap(domain.include);
      case 5:
        return unknown || domain.include.empty() ? void() : domain.include.pop_back();
      case 6:
        domain.fully_affected_by.clear();
        domain.must_run_all_tests_on_changes_in.clear();
        return MakeEdges(config, domain);
      case 7:
        return MutateSuites(domain);
      case 8:
        domain.component = domain.component.empty() ? "engine" : "";
        return;
      case 9:
        domain.home = domain.home.empty() ? "home/x" : "";
        return;
      case 10:
        return Toggle(domain.owners, "@org/two");
      case 11:
        return AddDomain(config);
      case 12:
        return RemoveDomain(config, domain.name);
      case 13:
        std::swap(domain, config.domains.back());
        return;
      case 14:
        config.exclusive = !config.exclusive;
        return;
      case 15:
        config.unowned_unknown = HasUnknown(config) && !config.unowned_unknown;
        return;
      case 16:
        return Toggle(config.ignore, Pattern());
      case 17:
        return Swap(config.ignore);
      case 18:
        config.base = config.base.empty() ? "main" : "";
        return;
      case 19:
        if (config.full.size() > 1 && random_.OneIn(3)) {
          std::swap(config.full.front(), config.full.back());
        } else if (random_.OneIn(2)) {
          config.full.clear();
        } else {
          config.full.push_back({"", {Pattern()}, {}, {}, {}});
        }
        return;
      case 20:
        return Swap(domain.fully_affected_by);
      case 21:
        config.contracts_wake_on_changed = !config.contracts_wake_on_changed;
        return;
    }
  }

 private:
  static bool HasUnknown(const Config& config) {
    return std::any_of(config.domains.begin(), config.domains.end(),
                       [](const DomainConfig& domain) { return domain.name == "Unknown"; });
  }

  std::string Pattern() { return RandomValidPattern(random_, random_.Of(paths_)); }

  Texts Patterns(size_t most) {
    Texts patterns;
    for (size_t count = 1 + random_.Below(most); count > 0; --count) {
      const std::string pattern = Pattern();
      if (std::find(patterns.begin(), patterns.end(), pattern) == patterns.end()) {
        patterns.push_back(pattern);
      }
    }
    return patterns;
  }

  SuiteConfig MakeSuite(const std::string& name) {
    SuiteConfig suite;
    suite.name = name;
    suite.command = random_.OneIn(2) ? "run {domain}" : "make test";
    suite.smoke = random_.OneIn(6);
    if (random_.OneIn(4)) suite.matrix.push_back({"os", {"linux", "mac os/13"}});
    if (random_.OneIn(6)) suite.matrix.push_back({"mode", {"debug", "é"}});
    if (random_.OneIn(6)) suite.ci_minutes = 30;
    if (random_.OneIn(6)) suite.tests = {Pattern()};
    return suite;
  }

  DomainConfig MakeUnknown() {
    DomainConfig domain;
    domain.name = "Unknown";
    if (random_.OneIn(2)) domain.include = {random_.OneIn(2) ? "**" : "**/*"};
    if (random_.OneIn(2)) domain.suites.push_back(MakeSuite("unit"));
    return domain;
  }

  DomainConfig MakeDomain(const std::string& name, bool suites) {
    DomainConfig domain;
    domain.name = name;
    domain.include = Patterns(3);
    if (random_.OneIn(2)) domain.exclude = Patterns(2);
    if (random_.OneIn(2)) domain.owners = {"@org/one"};
    if (suites && !random_.OneIn(3)) domain.suites.push_back(MakeSuite("unit"));
    if (suites && random_.OneIn(4)) domain.suites.push_back(MakeSuite("slow"));
    return domain;
  }

  void MakeEdges(const Config& config, DomainConfig& domain) {
    for (const DomainConfig& other : config.domains) {
      if (other.name == domain.name) continue;
      if (random_.OneIn(4)) domain.fully_affected_by.push_back(other.name);
      if (random_.OneIn(4)) domain.must_run_all_tests_on_changes_in.push_back(other.name);
    }
  }

  void MutateSuites(DomainConfig& domain) {
    if (domain.suites.empty()) {
      domain.suites.push_back(MakeSuite("unit"));
    } else if (random_.OneIn(3)) {
      domain.suites.pop_back();
    } else if (random_.OneIn(2)) {
      std::swap(domain.suites.front(), domain.suites.back());
    } else {
      domain.suites.back() = MakeSuite(domain.suites.back().name);
    }
  }

  void AddDomain(Config& config) {
    for (const std::string& name : kNames) {
      const bool taken =
          std::any_of(config.domains.begin(), config.domains.end(),
                      [&](const DomainConfig& domain) { return domain.name == name; });
      if (taken) continue;
      config.domains.insert(config.domains.begin(), MakeDomain(name, random_.OneIn(2)));
      MakeEdges(config, config.domains.front());
      return;
    }
  }

  void RemoveDomain(Config& config, const std::string name) {
    if (config.domains.size() == 1) return;
    std::erase_if(config.domains, [&](const DomainConfig& d) { return d.name == name; });
    for (DomainConfig& domain : config.domains) {
      std::erase(domain.fully_affected_by, name);
      std::erase(domain.must_run_all_tests_on_changes_in, name);
    }
    config.unowned_unknown = config.unowned_unknown && HasUnknown(config);
  }

  void Toggle(Texts& values, const std::string& value) {
    if (std::erase(values, value) == 0) values.push_back(value);
  }

  void Swap(Texts& values) {
    if (!values.empty()) std::swap(values.front(), values.back());
  }

  Random& random_;
  Texts paths_;
};

// A message whose command lines and trailers name `words`.
std::string MakeMessage(Random& random, const Texts& names, Texts& words) {
  const auto list = [&](bool trailer) {
    std::string text;
    for (size_t count = random.Below(3) + 1; count > 0; --count) {
      std::string word = random.Of(names);
      if (random.OneIn(25)) word = "*";
      if (random.OneIn(25)) word = "Nobody";
      if (random.OneIn(9)) word = "<none>";
      if (word != "<none>") words.push_back(word);
      static const Texts kBetween = {" ", ", ", ";", ",", " ; ", "\t"};
      text += word;
      if (count > 1) text += trailer && random.OneIn(5) ? ",\n  " : random.Of(kBetween);
    }
    return text;
  };
  if (random.OneIn(15)) return "Affects: Aa\nA title is no trailer\n";
  std::string text = "Teach the parser a new word\n\n";
  if (random.OneIn(6)) {
    text = random.OneIn(2) ? "^affects: " : "^test:";
    text += list(false) + "\n\n";
  }
  if (random.OneIn(3)) text += "Some words about it.\n";
  if (random.OneIn(6)) text += " ^affects: Aa\n> ^test: Bb\n^Test: Cc\n^affects Aa\n";
  if (random.OneIn(6)) text += "affects: Aa\ntest: Bb\nnot ^affects: Dd\n";
  if (random.OneIn(5)) text += "^affects: " + list(false) + "\nmore words\n";
  if (random.OneIn(5)) text += "^test: " + list(false) + "\n";
  if (random.OneIn(6)) text += "Affects: Ee\nis no trailer here: more text follows.\n";
  text += "\n";
  if (random.OneIn(2)) return text + "The end of the story.\n";
  static const Texts kKeys = {"Affects: ", "affects: ", "AFFECTS: ", "Affects:", "aFFects: "};
  if (random.OneIn(2)) text += "Signed-off-by: A U Thor <author@example.com>\n";
  text += random.Of(kKeys) + list(true) + "\n";
  if (random.OneIn(3)) text += "Reviewed-by: Somebody <somebody@example.com>\n";
  if (random.OneIn(4)) text += "Affects: " + list(true) + "\n";
  return text;
}

}  // namespace

RandomSelection RandomSelectionCase(Random& random) {
  Maker maker(random);
  RandomSelection made;
  slow::SelectionCase& c = made.selection_case;
  c.head = maker.MakeConfig();
  if (!random.OneIn(9)) {
    c.base = c.head;
    const auto mutate = [&](Config& config, size_t most) {
      for (size_t count = random.Below(most + 1); count > 0; --count) maker.Mutate(config);
    };
    if (!random.OneIn(4)) mutate(c.head, 3);
    if (random.OneIn(12)) mutate(c.more_bases.emplace_back(*c.base), 2);
  } else {
    c.list_without_base = random.OneIn(2);
  }
  std::set<std::string> changed;
  // One case in eight changes nothing but what the configurations ask for.
  const size_t paths = random.OneIn(8) ? 0 : 1 + random.Below(5);
  for (size_t i = 0; i < paths; ++i) {
    changed.insert(random.OneIn(4) ? RandomPath(random) : random.Of(maker.paths()));
  }
  if (random.OneIn(c.list_without_base ? 2 : 10)) changed.insert("domain.dump.txt");
  bool differs = !c.base && !c.list_without_base;
  if (c.base) differs = PrintConfig(*c.base) != PrintConfig(c.head);
  for (const Config& base : c.more_bases) {
    differs = differs || PrintConfig(base) != PrintConfig(c.head);
  }
  if (differs) changed.insert("domains.yaml");
  for (const std::string& path : changed) {
    c.changes.push_back({path == "domains.yaml" ? 'M' : "AMDT"[random.Below(4)], path});
  }
  if (random.OneIn(3)) {
    Texts names;
    for (const auto& domain : c.head.domains) names.push_back(domain.name);
    if (c.base) {
      for (const auto& domain : c.base->domains) names.push_back(domain.name);
    }
    for (size_t count = 1 + random.Below(2); count > 0; --count) {
      c.messages.push_back(MakeMessage(random, names, made.words));
    }
  }
  c.messages_cut = random.OneIn(20);
  return made;
}

std::string Print(const slow::SelectionCase& selection_case) {
  std::string text = "--- base\n";
  text += selection_case.base ? PrintConfig(*selection_case.base) : "(none)\n";
  if (selection_case.list_without_base) text += "(a list)\n";
  for (const Config& base : selection_case.more_bases) {
    text += "--- another base\n" + PrintConfig(base);
  }
  text += "--- head\n" + PrintConfig(selection_case.head) + "--- changes\n";
  for (const slow::ChangedPath& change : selection_case.changes) {
    text += std::string(1, change.status) + " " + change.path + "\n";
  }
  for (const std::string& message : selection_case.messages) {
    text += "--- message\n" + message;
  }
  if (selection_case.messages_cut) text += "--- other messages are cut off\n";
  return text;
}

std::string Print(const slow::Selection& selection) {
  const auto line = [](const std::string& name, const auto& values) {
    std::string text = name + ":";
    for (const std::string& value : values) text += " " + value;
    return text + "\n";
  };
  std::string text = "mode: " + selection.mode + "\n";
  for (const slow::SelectedPath& path : selection.paths) {
    text += line("path " + path.path + " " + path.state, path.domains);
  }
  return text + line("changed", selection.changed) + line("affected", selection.affected) +
         line("direct only", selection.direct_only) + line("jobs", selection.jobs) +
         line("removed", selection.removed) + line("escalations", selection.escalations);
}

}  // namespace testfed
