#include "domains/declarations_cache.h"

#include <climits>
#include <concepts>
#include <cstring>
#include <type_traits>

#include "domains/byte_reader.h"

namespace testfed {
namespace {

// The members of each type, once for both directions. A binding names all members: a new one does
// not compile until it is named here, and then it is written and read.
template <typename T, typename Coder>
void Members(T& value, Coder& coder) {
  using Type = std::remove_const_t<T>;
  if constexpr (std::same_as<Type, Position>) {
    auto& [line, column] = value;
    coder(line, column);
  } else if constexpr (std::same_as<Type, DeclaredPattern>) {
    auto& [pattern, position] = value;
    coder(pattern, position);
  } else if constexpr (std::same_as<Type, DeclaredName>) {
    auto& [name, position] = value;
    coder(name, position);
  } else if constexpr (std::same_as<Type, Axis>) {
    auto& [name, values] = value;
    coder(name, values);
  } else if constexpr (std::same_as<Type, Suite>) {
    auto& [name, position, runner, tests, command, command_text, smoke, smoke_position, directory,
           matrix, ci, shards, reports] = value;
    coder(name, position, runner, tests, command, command_text, smoke, smoke_position, directory,
          matrix, ci, shards, reports);
  } else if constexpr (std::same_as<Type, Domain>) {
    auto& [name, position, home, home_position, owners, include, exclude, fully_affected_by,
           must_run_all_tests_on_changes_in, suites, component, component_position] = value;
    coder(name, position, home, home_position, owners, include, exclude, fully_affected_by,
          must_run_all_tests_on_changes_in, suites, component, component_position);
  } else if constexpr (std::same_as<Type, FullRule>) {
    auto& [position, reason, paths, pushes, events, labels] = value;
    coder(position, reason, paths, pushes, events, labels);
  } else if constexpr (std::same_as<Type, Settings>) {
    auto& [position, base, ownership, unowned, contracts_wake_on, ignore, full, default_suite,
           library_tags, smoke_budget, timings, shards] = value;
    coder(position, base, ownership, unowned, contracts_wake_on, ignore, full, default_suite,
          library_tags, smoke_budget, timings, shards);
  } else if constexpr (std::same_as<Type, Shards>) {
    auto& [count, minutes, at_most, overhead_minutes] = value;
    coder(count, minutes, at_most, overhead_minutes);
  } else if constexpr (std::same_as<Type, SmokeBudget>) {
    auto& [tests, minutes, position] = value;
    coder(tests, minutes, position);
  } else {
    static_assert(std::same_as<Type, Declarations>);
    // Its table behind Find is no content, and private, so that no binding can name all.
    struct AllMembers {
      std::string file;
      Settings settings;
      std::vector<Domain> domains;
      std::map<std::string, DomainId, std::less<>> by_name;
    };
    static_assert(sizeof(Declarations) == sizeof(AllMembers), "a member is not named here");
    coder(value.file, value.settings, value.domains);
  }
}

enum class JsonKind { kNull, kFalse, kTrue, kInt, kDouble, kText, kArray, kObject };

class Writer {
 public:
  template <typename... Values>
  void operator()(const Values&... values) {
    (Put(values), ...);
  }
  std::string bytes;

 private:
  void Put(int number) { PutNumber(static_cast<unsigned>(number), bytes); }
  void Put(bool flag) { PutNumber(flag ? 1 : 0, bytes); }
  void Put(const std::string& text) { PutText(text, bytes); }
  void Put(const Pattern& pattern) { PutText(pattern.text(), bytes); }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void Put(Enum value) { Put(static_cast<int>(value)); }
  void Put(double number) {
    std::uint64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    PutNumber(bits, bytes);
  }
  void Put(const std::map<std::string, std::string>& values) {
    PutNumber(values.size(), bytes);
    for (const auto& [key, value] : values) {
      Put(key);
      Put(value);
    }
  }
  template <typename T>
  void Put(const std::vector<T>& values) {
    PutNumber(values.size(), bytes);
    for (const T& value : values) Put(value);
  }
  template <typename T>
  void Put(const std::optional<T>& value) {
    Put(value.has_value());
    if (value) Put(*value);
  }
  void PutKind(JsonKind kind) { Put(static_cast<int>(kind)); }
  void Put(const Json& json) {
    if (json.IsBool()) return PutKind(json.Bool() ? JsonKind::kTrue : JsonKind::kFalse);
    if (json.IsInt()) {
      PutKind(JsonKind::kInt);
      PutNumber(static_cast<std::uint64_t>(json.Int()), bytes);
    } else if (json.IsDouble()) {
      PutKind(JsonKind::kDouble);
      Put(json.Double());
    } else if (json.IsString()) {
      PutKind(JsonKind::kText);
      PutText(json.String(), bytes);
    } else if (json.IsArray()) {
      PutKind(JsonKind::kArray);
      Put(json.Items());
    } else if (json.IsObject()) {
      PutKind(JsonKind::kObject);
      PutNumber(json.Members().size(), bytes);
      for (const auto& [key, value] : json.Members()) {
        Put(key);
        Put(value);
      }
    } else {
      PutKind(JsonKind::kNull);
    }
  }
  template <typename T>
  requires std::is_aggregate_v<T>
  void Put(const T& value) { Members(value, *this); }
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <typename... Values>
  void operator()(Values&... values) {
    (Take(values), ...);
  }
  bool Finished() const { return bytes_.ok() && bytes_.left() == 0; }

 private:
  static constexpr int kMaxDepth = 1000;

  void Take(int& number) { number = static_cast<int>(bytes_.NumberUpTo(INT_MAX)); }
  void Take(bool& flag) { flag = bytes_.NumberUpTo(1) != 0; }
  void Take(std::string& text) { text = bytes_.Text(); }
  void Take(Pattern& pattern) { pattern = Pattern::OfParsed(std::string(bytes_.Text())); }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void Take(Enum& value) {
    int number = 0;
    Take(number);
    value = static_cast<Enum>(number);
  }
  void Take(double& number) {
    const std::uint64_t bits = bytes_.Number();
    std::memcpy(&number, &bits, sizeof number);
  }
  void Take(std::map<std::string, std::string>& values) {
    for (size_t left = bytes_.NumberUpTo(bytes_.left()); left > 0 && bytes_.ok(); --left) {
      std::string key;
      Take(key);
      Take(values[key]);
    }
  }
  template <typename T>
  void Take(std::vector<T>& values) {
    values.resize(bytes_.NumberUpTo(bytes_.left()));  // each takes a byte, or more
    for (T& value : values) Take(value);
  }
  template <typename T>
  void Take(std::optional<T>& value) {
    bool there = false;
    Take(there);
    if (there) Take(value.emplace());
  }
  void Take(Json& json) {
    JsonKind kind = JsonKind::kNull;
    Take(kind);
    if (++depth_ > kMaxDepth) bytes_.NumberUpTo(0);
    switch (kind) {
      case JsonKind::kNull:
        json = Json();
        break;
      case JsonKind::kFalse:
      case JsonKind::kTrue:
        json = kind == JsonKind::kTrue;
        break;
      case JsonKind::kInt:
        json = static_cast<std::int64_t>(bytes_.Number());
        break;
      case JsonKind::kDouble: {
        double number = 0;
        Take(number);
        json = number;
        break;
      }
      case JsonKind::kText:
        json = bytes_.Text();
        break;
      case JsonKind::kArray: {
        Json::Array items;
        Take(items);
        json = std::move(items);
        break;
      }
      case JsonKind::kObject:
        json = Json::MakeObject();
        for (size_t left = bytes_.NumberUpTo(bytes_.left()); left > 0; --left) {
          std::string key;
          Take(key);
          Json value;
          Take(value);
          json.Set(key, std::move(value));
        }
        break;
    }
    --depth_;
  }
  template <typename T>
  requires std::is_aggregate_v<T>
  void Take(T& value) { Members(value, *this); }

  ByteReader bytes_;
  int depth_ = 0;
};

}  // namespace

std::string EncodeDeclarations(const Declarations& declarations) {
  Writer writer;
  Members(declarations, writer);
  return std::move(writer.bytes);
}

std::optional<Declarations> DecodeDeclarations(std::string_view bytes) {
  Reader reader(bytes);
  Declarations declarations;
  Members(declarations, reader);
  if (!reader.Finished()) return std::nullopt;
  declarations.Index();
  return declarations;
}

}  // namespace testfed
